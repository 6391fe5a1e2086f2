-- What was found in the articles $ids, as readers of whole articles list it: quotations, reports of events (their trigger), names.
SELECT article_id AS id, 'quote' AS kind, start_char, end_char FROM main.quotes WHERE article_id IN (SELECT unnest($ids))
UNION ALL
SELECT article_id, 'event', trigger_start_char, trigger_end_char FROM main.event_mentions WHERE article_id IN (SELECT unnest($ids))
UNION ALL
SELECT article_id, 'name', start_char, end_char FROM main.entity_mentions WHERE article_id IN (SELECT unnest($ids))
ORDER BY ALL;
