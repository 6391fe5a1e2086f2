-- One event, with the names of what it points to.
SELECT e.*, p.name AS place, p.name_lang AS place_lang, q.label AS parent_label, f.label AS fulfils_label
FROM events AS e
LEFT JOIN entities AS p ON p.entity_id = e.place_entity_id
LEFT JOIN events AS q ON q.event_id = e.parent_event_id
LEFT JOIN events AS f ON f.event_id = e.fulfils_event_id
WHERE e.event_id = $event_id;
