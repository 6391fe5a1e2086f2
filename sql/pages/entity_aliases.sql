-- The names under which an entity is written, and why each is it.
SELECT alias, lang, script, kind, n_mentions, basis, score FROM entity_aliases WHERE entity_id = $entity_id
ORDER BY script, n_mentions DESC, alias, lang, kind LIMIT 200;
