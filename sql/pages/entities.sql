-- Persons, bodies and places, the most mentioned first: by name in any script, type and country.
SELECT entity_id, type, name, name_lang, code, country, sector, source, n_mentions, n_articles, n_langs, first_seen_on, last_seen_on
FROM entities
WHERE ($type IS NULL OR type = $type) AND ($country IS NULL OR country = $country)
    AND ($name IS NULL OR entity_id IN (
        SELECT entity_id FROM entity_aliases WHERE contains(strip_accents(lower(alias)), strip_accents(lower($name)))
    ))
ORDER BY n_articles DESC, n_mentions DESC, entity_id LIMIT $most OFFSET $skip;
