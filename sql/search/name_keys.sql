-- Names by their key: `given` has the key of each name of each entity.
INSERT INTO main.name_keys BY NAME
WITH keyed AS (
    SELECT g.name_key, g.entity_id, sum(g.n_mentions)::INTEGER AS n_mentions FROM given AS g WHERE g.name_key <> '' GROUP BY ALL
)
SELECT k.name_key, k.entity_id, k.n_mentions,
    row_number() OVER (PARTITION BY k.name_key ORDER BY k.n_mentions DESC, e.n_mentions DESC, k.entity_id)::INTEGER AS rank
FROM keyed AS k JOIN main.entities AS e USING (entity_id)
ORDER BY k.name_key, rank;
