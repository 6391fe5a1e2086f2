-- What stands in the documents that rows of users name one by one: quotes, temporal expressions and reports of events, with the ids of their
-- public rows.
WITH named AS (SELECT DISTINCT article_id FROM judged_documents WHERE text IS NOT NULL)
SELECT q.article_id, 'quote' AS kind, q.no, q.start, q."end", row_id('quo', q.article_id || '|' || q.start || '|' || q."end" || '|' || q.no) AS item_id,
    q.utterance_no, NULL::INTEGER AS trigger_start, NULL::INTEGER AS trigger_end, NULL::VARCHAR AS type, NULL::VARCHAR AS realis
FROM evidence.quotes AS q JOIN named USING (article_id)
UNION ALL
SELECT d.article_id, 'date', d.no, d.start, d."end", row_id('dat', d.article_id || '|' || d.start || '|' || d."end" || '|' || d.no), NULL, NULL, NULL,
    NULL, NULL
FROM evidence.dates AS d JOIN named USING (article_id)
UNION ALL
SELECT e.article_id, 'event', e.no, e.start, e."end", row_id('evm', e.article_id || '|' || e.trigger_start || '|' || e.event_type || '|' || e.no), NULL,
    e.trigger_start, e.trigger_end, e.event_type, e.realis
FROM evidence.events AS e JOIN named USING (article_id)
ORDER BY ALL;
