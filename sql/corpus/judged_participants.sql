-- Who takes part in a role, as users say: in place of all whom the text was read to name in it.
CREATE OR REPLACE TEMP TABLE party_rows AS
WITH every AS (
    SELECT p.*, 0 AS place FROM party_rows AS p
    WHERE NOT EXISTS (SELECT 1 FROM judged_names AS j WHERE j.article_id = p.article_id AND j.no = p.event_no AND j.role = p.role)
    UNION ALL BY NAME
    SELECT article_id, no AS event_no, 0 AS ord, role, entity_id, type, code, country, NULL AS sector, text, start, "end", 'user' AS basis,
        1 AS place
    FROM judged_names WHERE entity_id IS NOT NULL
)
SELECT * EXCLUDE (place)
    REPLACE (row_number() OVER (PARTITION BY article_id, event_no ORDER BY place, ord, role, start, entity_id)::INTEGER AS ord)
FROM every ORDER BY article_id, event_no, ord;
