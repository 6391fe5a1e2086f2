-- A table whose rows belong to reports of events, with the outlet and the month of publication of their articles.
SELECT r.*, a.source_id AS outlet, coalesce(strftime(a.published_on, '%Y-%m'), 'undated') AS month
FROM warehouse.{schema}.{table} AS r
JOIN warehouse.{schema}.event_mentions AS m USING (event_mention_id)
JOIN warehouse.{schema}.articles AS a ON a.article_id = m.article_id
