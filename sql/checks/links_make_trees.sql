-- Every report of an event but the first is joined to an older one, within the event, without a circle.
-- table: event_links
WITH RECURSIVE roots AS (
    SELECT event_id, event_mention_id FROM event_mentions AS m
    WHERE event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event_links AS l WHERE l.event_mention_id = m.event_mention_id)
), reached AS (
    SELECT event_id, event_mention_id FROM roots
    UNION
    SELECT l.event_id, l.event_mention_id
    FROM event_links AS l JOIN reached AS r ON r.event_id = l.event_id AND r.event_mention_id = l.other_event_mention_id
)
SELECT 'event_links' AS what, event_id AS id, count(*) || ' reports are joined to none' AS detail FROM roots GROUP BY event_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'event_links' AS what, m.event_id AS id, m.event_mention_id || ' does not lead to the first report' AS detail
FROM event_mentions AS m
WHERE m.event_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM reached AS r WHERE r.event_id = m.event_id AND r.event_mention_id = m.event_mention_id);
