-- What came with the latest run: articles by outlet, with the events that they were the first to report? (Any moment will do: ingested_at >= TIMESTAMP '…'.)
-- On the samples: source_id = carthage-herald; n_articles = 3
-- On the samples: source_id = le-quotidien-des-deux-rives; n_articles = 4
WITH fresh AS (
    SELECT article_id, source_id FROM articles WHERE ingested_at >= (SELECT max(started_at) FROM runs)
), first_told AS (
    SELECT event_id FROM event_mentions GROUP BY event_id HAVING bool_and(article_id IN (SELECT article_id FROM fresh))
)
SELECT f.source_id, count(DISTINCT f.article_id) AS n_articles, count(DISTINCT m.event_id) AS n_new_events,
    max(v.n_sources) AS n_outlets_of_the_widest, arg_max(v.label, (v.n_sources, v.event_id)) AS widest_event
FROM fresh AS f
LEFT JOIN (event_mentions AS m SEMI JOIN first_told USING (event_id)) ON m.article_id = f.article_id
LEFT JOIN events AS v ON v.event_id = m.event_id
GROUP BY f.source_id
ORDER BY n_articles DESC, f.source_id
LIMIT 100;
