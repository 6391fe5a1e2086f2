-- Events by day, the latest first: by type, certainty, country, party or place, and day.
WITH chosen AS (
    SELECT v.* FROM events AS v
    WHERE ($type IS NULL OR v.event_type = $type) AND ($certainty IS NULL OR v.certainty = $certainty)
        AND ($country IS NULL OR v.country = $country)
        AND ($since IS NULL OR v.date_end >= $since::DATE) AND ($until IS NULL OR v.date_start <= $until::DATE)
        AND ($outlets IS NULL OR v.n_sources >= $outlets::INTEGER)
        AND ($entity IS NULL OR v.place_entity_id = $entity OR v.event_id IN (
            SELECT x.event_id FROM event_entities AS x WHERE x.entity_id = $entity
        ))
        AND ($place IS NULL OR v.place_entity_id = $place)
    ORDER BY v.date_start DESC NULLS LAST, v.event_id LIMIT $most OFFSET $skip
)
SELECT c.event_id, c.event_type, c.event_mode, c.label, c.realis, c.certainty, c.date_start, c.date_end, c.date_precision, c.date_basis, c.quad_class,
    c.country, c.n_articles, c.n_sources, c.n_langs, p.name AS place, p.name_lang AS place_lang, c.place_entity_id
FROM chosen AS c LEFT JOIN entities AS p ON p.entity_id = c.place_entity_id
ORDER BY c.date_start DESC NULLS LAST, c.event_id;
