-- The parties of the event mentions of a type.
SELECT p.article_id, p.event_no, p.role, p.entity_id, p.type, p.code, p.basis
FROM party_rows AS p JOIN numbered_events AS u ON u.article_id = p.article_id AND u.no = p.event_no
WHERE u.event_type = $kind ORDER BY p.article_id, p.event_no, p.ord;
