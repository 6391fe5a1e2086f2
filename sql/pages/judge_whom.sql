-- Whom a name means, in any script; a name that nobody bears means nobody.
SELECT e.entity_id, e.name, e.type, e.name_lang FROM entities AS e WHERE e.entity_id = entity_id_of($who);
