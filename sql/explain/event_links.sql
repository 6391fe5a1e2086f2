-- Why the reports of an event are one: each with the older report most like it, entities by name.
SELECT l.event_mention_id, l.other_event_mention_id, l.basis, l.score, l.date_relation, l.place_relation, l.number_relation,
    (SELECT list(coalesce(e.name, x.key) ORDER BY x.key) FROM unnest(l.parties) AS x(key) LEFT JOIN entities AS e ON e.entity_id = x.key) AS parties,
    (SELECT list(coalesce(e.name, x.key) ORDER BY x.key) FROM unnest(l.company) AS x(key) LEFT JOIN entities AS e ON e.entity_id = x.key) AS company
FROM event_links AS l WHERE l.event_id = $event_id ORDER BY l.event_mention_id;
