-- What is part of an event, and what carried it out.
SELECT event_id, label, 'part' AS relation FROM events WHERE parent_event_id = $event_id
UNION ALL SELECT event_id, label, 'done' FROM events WHERE fulfils_event_id = $event_id
ORDER BY relation, event_id;
