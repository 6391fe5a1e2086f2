-- A planned event that another carried out is planned; no event is a part of itself or carries itself out.
-- table: events
SELECT 'events.fulfils_event_id' AS what, e.event_id AS id, e.fulfils_event_id || ' is ' || p.certainty AS detail
FROM events AS e JOIN events AS p ON p.event_id = e.fulfils_event_id
WHERE p.realis NOT IN ('planned', 'requested') OR e.event_id = p.event_id
UNION ALL BY NAME
SELECT 'events.parent_event_id' AS what, event_id AS id, 'is a part of itself' AS detail FROM events WHERE parent_event_id = event_id;
