-- A period does not end before it begins, and what has two ends is not known by one of them.
-- table: event_mentions
WITH periods AS (
    SELECT 'date_mentions' AS what, date_mention_id AS id, date_start, date_end FROM date_mentions
    UNION ALL SELECT 'event_mentions', event_mention_id, date_start, date_end FROM event_mentions
    UNION ALL SELECT 'events', event_id, date_start, date_end FROM events
    UNION ALL SELECT 'stories', story_id, date_start, date_end FROM stories
)
SELECT what, id, coalesce(date_start::VARCHAR, 'unknown') || ' to ' || coalesce(date_end::VARCHAR, 'unknown') AS detail
FROM periods
WHERE date_end < date_start OR (date_start IS NULL) <> (date_end IS NULL)
UNION ALL BY NAME
SELECT 'entities.last_seen_on' AS what, entity_id AS id, first_seen_on || ' to ' || last_seen_on AS detail
FROM entities WHERE last_seen_on < first_seen_on
UNION ALL BY NAME
SELECT 'entity_identifiers' AS what, entity_id || ' ' || scheme AS id, valid_from || ' to ' || valid_to AS detail
FROM entity_identifiers WHERE valid_to < valid_from;
