-- Where events happened: places with their position, how precisely it is known, and how many events of which kind.
WITH placed AS (
    SELECT place_entity_id, country, count(*) AS n_events, count(*) FILTER (quad_class IN (1, 2)) AS n_cooperation,
        count(*) FILTER (quad_class IN (3, 4)) AS n_conflict, min(date_start) AS first_on, max(date_end) AS last_on
    FROM events
    WHERE (place_entity_id IS NOT NULL OR country IS NOT NULL) AND ($type IS NULL OR event_type = $type)
        AND ($since IS NULL OR date_end >= $since::DATE) AND ($until IS NULL OR date_start <= $until::DATE)
    GROUP BY ALL
)
SELECT p.*, e.name, e.name_lang, e.type, e.code, e.latitude, e.longitude, e.admin1_code
FROM placed AS p LEFT JOIN entities AS e ON e.entity_id = p.place_entity_id
ORDER BY p.n_events DESC, p.place_entity_id, p.country LIMIT 400;
