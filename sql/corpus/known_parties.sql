-- A person whose own article does not say for whom he acts, although other articles or the lexicon do (temp table `acting`): the row of his
-- country or body goes before his own, and takes the place of a country that was only supposed.
CREATE OR REPLACE TEMP TABLE known_parties AS
SELECT p.*, a.code AS known_code, a.country AS known_country, g.entity_id AS bearer_id,
    CASE WHEN r.anchor IS NULL THEN 'role_corpus' ELSE 'role_table' END AS known_basis
FROM party_rows AS p
JOIN acting AS a USING (entity_id)
LEFT JOIN (SELECT DISTINCT entity_id, anchor FROM resolved WHERE anchor IS NOT NULL) AS r USING (entity_id)
LEFT JOIN main.entities AS g ON g.type = 'GPE' AND g.code = a.code
WHERE p.code IS NULL AND p.role <> 'place' AND NOT EXISTS (
    SELECT 1 FROM party_rows AS b WHERE b.article_id = p.article_id AND b.event_no = p.event_no AND b.code IS NOT NULL
        AND (b.start = p.start OR b.code = a.code AND b.basis <> 'default'));

CREATE OR REPLACE TEMP TABLE party_rows AS
WITH every AS (
    SELECT p.* REPLACE (
        CASE WHEN k.ord IS NOT NULL THEN 'participant' ELSE p.role END AS role
    ), 1 AS place
    FROM party_rows AS p
    LEFT JOIN known_parties AS k ON k.article_id = p.article_id AND k.event_no = p.event_no AND k.ord = p.ord
    WHERE p.basis <> 'default' OR NOT EXISTS (
        SELECT 1 FROM known_parties AS k WHERE k.article_id = p.article_id AND k.event_no = p.event_no AND k.role = p.role)
    UNION ALL BY NAME
    SELECT article_id, event_no, ord, role, bearer_id AS entity_id, CASE WHEN bearer_id IS NOT NULL THEN 'GPE' END AS type,
        known_code AS code, known_country AS country, NULL AS sector, text, start, "end", known_basis AS basis, 0 AS place
    FROM known_parties
)
SELECT * EXCLUDE (place) REPLACE (row_number() OVER (PARTITION BY article_id, event_no ORDER BY ord, place)::INTEGER AS ord)
FROM every ORDER BY article_id, event_no, ord;

-- Of a grave act nobody is named whom the corpus knows by one word alone: a city, a people or a common word may be taken for a name there.
UPDATE party_rows SET entity_id = NULL, type = NULL
FROM event_rows AS e, main.entities AS g
WHERE e.article_id = party_rows.article_id AND e.no = party_rows.event_no AND g.entity_id = party_rows.entity_id
    AND e.event_type IN ('ACCUSE', 'THREATEN', 'SANCTION', 'COERCE', 'ASSAULT')
    AND g.type = 'PER' AND g.source = 'induced' AND NOT contains(g.name, ' ') AND party_rows.code IS NULL;
