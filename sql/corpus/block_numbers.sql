-- The numbers that the event mentions of a type tell.
SELECT n.article_id, n.event_no, n.measure, n.best
FROM evidence.numbers AS n JOIN numbered_events AS u ON u.article_id = n.article_id AND u.no = n.event_no
WHERE u.event_type = $kind ORDER BY ALL;
