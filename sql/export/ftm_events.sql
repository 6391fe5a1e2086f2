-- Events with place, articles, and those persons and bodies that take part.
SELECT e.event_id, e.event_type, e.certainty, e.label, e.date_start::VARCHAR AS date_start, e.date_end::VARCHAR AS date_end, e.country,
    p.name AS place, if(p.type = 'LOC' OR (p.type = 'GPE' AND p.code IS NULL), p.entity_id, NULL) AS place_address_id, m.article_ids, x.involved,
    if(e.event_id IN (SELECT id FROM reviewed), 'reviewed', 'machine') AS review
FROM main.events AS e
LEFT JOIN main.entities AS p ON p.entity_id = e.place_entity_id
LEFT JOIN (SELECT event_id, list(DISTINCT article_id ORDER BY article_id) AS article_ids FROM main.event_mentions GROUP BY event_id) AS m USING (event_id)
LEFT JOIN (
    SELECT m.event_id, list(DISTINCT n.entity_id ORDER BY n.entity_id) AS involved
    FROM main.event_participants AS q JOIN main.event_mentions AS m USING (event_mention_id) JOIN main.entities AS n ON n.entity_id = q.entity_id
    WHERE q.role <> 'place' AND (n.type IN ('PER', 'ORG') OR (n.type = 'GPE' AND n.code IS NOT NULL))
    GROUP BY m.event_id
) AS x USING (event_id)
ORDER BY e.event_id;
