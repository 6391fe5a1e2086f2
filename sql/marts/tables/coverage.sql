-- How much each outlet published, day by day, days without articles present; and what could not be read.
INSERT INTO main.coverage BY NAME
WITH counted AS (
    SELECT source_id, lang, published_on AS day, count(*) AS n_articles, count(*) FILTER (duplicate_of IS NULL) AS n_originals
    FROM main.articles GROUP BY ALL
), ends AS (
    SELECT source_id, lang, min(day) AS first_on FROM counted WHERE day IS NOT NULL GROUP BY ALL
), days AS (
    SELECT source_id, lang, unnest(range(first_on, (SELECT max(day) + 1 FROM counted), INTERVAL 1 DAY))::DATE AS day FROM ends
), failed AS (
    SELECT source_id, first_seen_at::DATE AS day, count(*) AS n FROM main.ingest_errors WHERE NOT is_resolved GROUP BY ALL
)
SELECT source_id, day, lang, coalesce(n_articles, 0)::INTEGER AS n_articles, coalesce(n_originals, 0)::INTEGER AS n_originals, 0 AS n_failures
FROM days FULL JOIN counted USING (source_id, lang, day)
UNION ALL BY NAME
SELECT source_id, day, NULL AS lang, 0 AS n_articles, 0 AS n_originals, n::INTEGER AS n_failures FROM failed
ORDER BY source_id, lang, day;
