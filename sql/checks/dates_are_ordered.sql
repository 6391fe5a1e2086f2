-- A period does not end before it begins, and one end is not known without the other.
WITH periods AS (
    SELECT 'date_mentions' AS what, date_mention_id AS id, date_start, date_end FROM date_mentions
    UNION ALL SELECT 'event_mentions', event_mention_id, date_start, date_end FROM event_mentions
    UNION ALL SELECT 'events', event_id, date_start, date_end FROM events
    UNION ALL SELECT 'stories', story_id, date_start, date_end FROM stories
)
SELECT what, id, coalesce(date_start::VARCHAR, 'unknown') || ' to ' || coalesce(date_end::VARCHAR, 'unknown') AS detail
FROM periods
WHERE date_end < date_start OR (date_start IS NULL) <> (date_end IS NULL);
