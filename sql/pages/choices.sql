-- What lists can be narrowed by: outlets and languages.
SELECT 'source' AS what, source_id AS value, coalesce(name, source_id) AS label FROM sources
UNION ALL SELECT 'lang', lang, lang FROM (SELECT DISTINCT lang FROM articles)
ORDER BY what, label LIMIT 600;
