-- A report that stands in somebody's words names a quote of its own article, and only such a report does.
-- table: event_mentions
SELECT 'event_mentions.quote_id' AS what, e.event_mention_id AS id,
    CASE WHEN e.quote_id IS NULL THEN 'is ' || e.attribution || ', but names no quote'
        WHEN e.attribution = 'narrator' THEN 'is the narrator''s, but names a quote'
        ELSE 'names a quote of ' || q.article_id || ', stands in ' || e.article_id END AS detail
FROM event_mentions AS e LEFT JOIN quotes AS q ON q.quote_id = e.quote_id
WHERE (e.attribution = 'narrator') <> (e.quote_id IS NULL) OR q.article_id <> e.article_id;
