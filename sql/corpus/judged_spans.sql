-- What stands in the documents that rows of users name one by one: quotes (type: their kind), temporal expressions, reports of events
-- (utterance_no: the quote they stand in), names, with the ids of their public rows; and lines that are dropped.
WITH named AS (SELECT DISTINCT article_id FROM judged_documents WHERE text IS NOT NULL)
SELECT q.article_id, 'quote' AS kind, q.no, q.start, q."end", row_id('quo', q.article_id || '|' || q.start || '|' || q."end" || '|' || q.no) AS item_id,
    q.utterance_no, NULL::INTEGER AS trigger_start, NULL::INTEGER AS trigger_end, q.kind AS type, NULL::VARCHAR AS realis
FROM evidence.quotes AS q JOIN named USING (article_id)
UNION ALL
SELECT d.article_id, 'date', d.no, d.start, d."end", row_id('dat', d.article_id || '|' || d.start || '|' || d."end" || '|' || d.no), NULL, NULL, NULL,
    NULL, NULL
FROM evidence.dates AS d JOIN named USING (article_id)
UNION ALL
SELECT e.article_id, 'event', e.no, e.start, e."end", row_id('evm', e.article_id || '|' || e.trigger_start || '|' || e.event_type || '|' || e.no),
    e.quote_no, e.trigger_start, e.trigger_end, e.event_type, e.realis
FROM evidence.events AS e JOIN named USING (article_id)
UNION ALL
SELECT m.article_id, 'name', m.no, m.start, m."end", row_id('men', m.article_id || '|' || m.start || '|' || m."end"), NULL, NULL, NULL, m.type, NULL
FROM evidence.mentions AS m JOIN named USING (article_id)
UNION ALL
SELECT l.article_id, 'dropped', l.no, l.start, l."end", NULL, NULL, NULL, NULL, NULL, NULL
FROM evidence.lines AS l JOIN named USING (article_id) WHERE NOT l.kept
ORDER BY ALL;
