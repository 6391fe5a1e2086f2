-- The original of a copy is itself no copy.
-- table: articles
SELECT 'articles.duplicate_of' AS what, a.article_id AS id, a.duplicate_of || ' is itself a copy of ' || o.duplicate_of AS detail
FROM articles AS a JOIN articles AS o ON o.article_id = a.duplicate_of
WHERE o.duplicate_of IS NOT NULL;
