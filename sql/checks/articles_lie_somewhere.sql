-- Every current article has the places where it was found, and its uri is one of these; an id that the input gives means one article.
-- table: article_locations
SELECT 'articles.uri' AS what, article_id AS id, uri || ' is no place where it was found' AS detail
FROM articles AS a
WHERE NOT EXISTS (SELECT 1 FROM article_locations AS l WHERE l.article_id = a.article_id AND l.uri = a.uri)
UNION ALL BY NAME
SELECT 'articles.external_id' AS what, concat_ws(' ', source_id, external_id) AS id, count(*) || ' current articles have it' AS detail
FROM articles WHERE external_id IS NOT NULL GROUP BY source_id, external_id HAVING count(*) > 1;
