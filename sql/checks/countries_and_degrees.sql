-- Countries are written as ISO 3166-1 alpha-3, and places have degrees that there are: a lexicon of the user's may say something else.
-- severity: warning
-- table: entities
WITH countries AS (
    SELECT 'sources.country' AS what, source_id AS id, country FROM sources
    UNION ALL SELECT 'entities.country', entity_id, country FROM entities
    UNION ALL SELECT 'entity_roles.country', article_id, country FROM entity_roles
    UNION ALL SELECT 'event_participants.country', event_mention_id, country FROM event_participants
    UNION ALL SELECT 'events.country', event_id, country FROM events
)
SELECT what, id, 'is ' || country AS detail FROM countries WHERE NOT regexp_full_match(country, '[A-Z]{3}')
UNION ALL BY NAME
SELECT 'entities.latitude' AS what, entity_id AS id, 'is ' || coalesce(latitude::VARCHAR, 'NULL') || ', ' || coalesce(longitude::VARCHAR, 'NULL') AS detail
FROM entities
WHERE (latitude IS NULL) <> (longitude IS NULL) OR latitude NOT BETWEEN -90 AND 90 OR longitude NOT BETWEEN -180 AND 180;
