-- The keys by which other data sets know an entity.
SELECT scheme, value, valid_from, valid_to, basis FROM entity_identifiers WHERE entity_id = $entity_id ORDER BY scheme, value LIMIT 50;
