-- Names by their key: `given` has the key of each name of each entity, and of each end of a person's name.
INSERT INTO main.name_keys BY NAME
WITH keyed AS (
    SELECT g.name_key, g.entity_id, bool_and(g.is_part) AS is_part, coalesce(sum(g.n_mentions) FILTER (NOT g.is_part), 0)::INTEGER AS n_mentions
    FROM given AS g WHERE g.name_key <> '' GROUP BY g.name_key, g.entity_id
)
SELECT k.name_key, k.entity_id, k.is_part, k.n_mentions,
    row_number() OVER (PARTITION BY k.name_key ORDER BY k.is_part, k.n_mentions DESC, e.n_mentions DESC, k.entity_id)::INTEGER AS rank
FROM keyed AS k JOIN main.entities AS e USING (entity_id)
ORDER BY k.name_key, rank;
