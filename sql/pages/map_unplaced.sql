-- How many events have no place at all.
SELECT count(*) FILTER (place_entity_id IS NULL AND country IS NULL) AS n_without, count(*) AS n FROM events
WHERE ($type IS NULL OR event_type = $type)
    AND ($since IS NULL OR date_end >= $since::DATE) AND ($until IS NULL OR date_start <= $until::DATE);
