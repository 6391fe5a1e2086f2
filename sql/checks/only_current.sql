-- main holds current versions only, and history none of them.
-- table: articles
SELECT 'articles' AS what, article_id AS id, 'is not current' AS detail FROM main.articles WHERE NOT is_current
UNION ALL BY NAME
SELECT 'history.articles' AS what, article_id AS id, 'is current' AS detail FROM history.articles WHERE is_current
UNION ALL BY NAME
SELECT 'history.articles' AS what, h.article_id AS id, 'stands in main too' AS detail
FROM history.articles AS h JOIN main.articles AS a USING (article_id);
