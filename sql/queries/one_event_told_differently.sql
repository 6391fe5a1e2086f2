-- What do the outlets say differently about one and the same event?
SELECT v.label, d.field, d.value, d.source_ids
FROM event_differences AS d
JOIN events AS v USING (event_id)
ORDER BY v.label, v.event_id, d.field, d.value;
