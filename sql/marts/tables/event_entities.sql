-- Who takes part in which events, whatever report says so: what pages and macros about somebody begin with. In the order of entities, so that one of
-- them is read without the others.
INSERT INTO main.event_entities BY NAME
SELECT p.entity_id, m.event_id, list(DISTINCT p.role ORDER BY p.role) AS roles, any_value(v.date_start) AS date_start, any_value(v.quad_class) AS quad_class
FROM main.event_participants AS p JOIN main.event_mentions AS m USING (event_mention_id) JOIN main.events AS v USING (event_id)
WHERE p.entity_id IS NOT NULL
GROUP BY p.entity_id, m.event_id
ORDER BY p.entity_id, m.event_id;
