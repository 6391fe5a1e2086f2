-- One person, body or place.
FROM entities WHERE entity_id = $entity_id;
