-- The language of most articles of a source can be told.
-- severity: warning
-- table: articles
SELECT 'articles.lang' AS what, source_id AS id,
    'unknown for ' || n_unknown || ' of ' || n || ' articles; the most is ' || floor_of('max_unknown_language_share', source_id, NULL) AS detail
FROM (SELECT source_id, count(*) AS n, count(*) FILTER (lang = 'und') AS n_unknown FROM articles GROUP BY source_id)
WHERE n >= floor_of('min_articles', source_id, NULL) AND n_unknown / n > floor_of('max_unknown_language_share', source_id, NULL);
