-- The events whose id, or the id of one of whose reports, begins with $wanted; with the names of what they point to.
SELECT e.*, p.name AS place, q.label AS parent_label, f.label AS fulfils_label
FROM events AS e
LEFT JOIN entities AS p ON p.entity_id = e.place_entity_id
LEFT JOIN events AS q ON q.event_id = e.parent_event_id
LEFT JOIN events AS f ON f.event_id = e.fulfils_event_id
WHERE starts_with(e.event_id, $wanted)
    OR e.event_id IN (SELECT m.event_id FROM event_mentions AS m WHERE starts_with(m.event_mention_id, $wanted))
ORDER BY e.event_id LIMIT $most;
