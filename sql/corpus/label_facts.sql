-- What an event's label tells besides its parties.
SELECT e.event_id, e.event_type, e.event_mode, e.realis, g.name AS place, e.date_start, e.date_end, e.date_precision
FROM main.events AS e LEFT JOIN main.entities AS g ON g.entity_id = e.place_entity_id
ORDER BY e.event_id;
