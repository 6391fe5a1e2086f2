-- The names of all entities, and their codes, with the number of mentions under each; of persons (`is_person`) the end of a name is looked up too.
SELECT a.entity_id, a.alias AS name, sum(a.n_mentions)::INTEGER AS n_mentions,
    any_value(e.type) = 'PER' AND bool_or(a.kind IN ('name', 'surname')) AS is_person
FROM main.entity_aliases AS a JOIN main.entities AS e USING (entity_id) GROUP BY a.entity_id, a.alias
UNION ALL
SELECT entity_id, name, 0, type = 'PER' FROM main.entities
UNION ALL
SELECT entity_id, code, 0, false FROM main.entities WHERE code IS NOT NULL
ORDER BY ALL;
