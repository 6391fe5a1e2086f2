-- Type, mode and place of each event.
SELECT s.event_id, e.event_type, e.event_mode, g.name AS place
FROM leads AS s JOIN event_rows AS e ON e.article_id = s.lead_article_id AND e.no = s.lead_no
LEFT JOIN main.entities AS g ON g.entity_id = s.place_entity_id
ORDER BY s.event_id;
