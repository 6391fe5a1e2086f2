-- Persons, bodies and places with their other names.
SELECT e.entity_id, e.type, e.name, e.code, e.country, e.sector, e.wikidata_id, e.latitude, e.longitude, a.aliases,
    if(e.entity_id IN (SELECT id FROM reviewed), 'reviewed', 'machine') AS review
FROM main.entities AS e
LEFT JOIN (
    SELECT entity_id, list(DISTINCT alias ORDER BY alias) AS aliases FROM main.entity_aliases WHERE kind IN ('name', 'acronym') GROUP BY entity_id
) AS a USING (entity_id)
ORDER BY e.entity_id;
