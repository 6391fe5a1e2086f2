-- What is dated says how that is known and how precisely; what is not says so. (Words such as "on Friday" keep their precision without a date.)
-- table: event_mentions
WITH dated AS (
    SELECT 'articles.published_basis' AS what, article_id AS id, published_on AS day, published_basis AS basis,
        published_precision AS precision
    FROM articles
    UNION ALL SELECT 'event_mentions.date_basis', event_mention_id, date_start, date_basis, date_precision FROM event_mentions
    UNION ALL SELECT 'events.date_basis', event_id, date_start, date_basis, date_precision FROM events
)
SELECT what, id, concat_ws(' ', 'is', coalesce(day::VARCHAR, 'undated'), 'with basis', basis, 'and precision', coalesce(precision, 'NULL')) AS detail
FROM dated
WHERE (day IS NULL) <> (basis = 'none') OR (day IS NOT NULL AND precision IS NULL)
UNION ALL BY NAME
SELECT 'date_mentions.basis' AS what, date_mention_id AS id, 'is ' || date_start || ' to the ' || coalesce(precision, 'NULL') AS detail
FROM date_mentions WHERE date_start IS NOT NULL AND precision IS NULL
UNION ALL BY NAME
SELECT 'articles.published_at' AS what, article_id AS id,
    'is ' || coalesce(published_at::VARCHAR, 'NULL') || ' to the ' || coalesce(published_precision, 'NULL') AS detail
FROM articles WHERE (published_at IS NOT NULL) <> coalesce(published_precision IN ('minute', 'hour'), false);
