-- The names of all entities, and their codes, with the number of mentions under each.
SELECT entity_id, alias AS name, sum(n_mentions)::INTEGER AS n_mentions FROM main.entity_aliases GROUP BY ALL
UNION ALL
SELECT entity_id, name, 0 FROM main.entities
UNION ALL
SELECT entity_id, code, 0 FROM main.entities WHERE code IS NOT NULL
ORDER BY ALL;
