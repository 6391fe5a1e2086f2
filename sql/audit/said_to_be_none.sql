-- Of the rows $ids those that users say are none, and that are published no more for that.
SELECT DISTINCT item_id AS id FROM main.judgements
WHERE status = 'applied' AND value = 'none' AND kind IN ('quote_span', 'name_span', 'event_type') AND item_id IN (SELECT unnest($ids));
