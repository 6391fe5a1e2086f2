-- Under which names an entity is written: as the articles do, and as the lexicons know.
INSERT INTO main.entity_aliases BY NAME
WITH written AS (
    SELECT m.entity_id, regexp_replace(m.text, '\s+', ' ', 'g') AS alias, m.lang,
        CASE WHEN m.form = 'demonym' THEN 'demonym' WHEN m.form = 'acronym' THEN 'acronym'
             WHEN m.form = 'short_name' AND m.type = 'PER' THEN 'surname' ELSE 'name' END AS kind,
        count(*) AS n_mentions, arg_min(m.basis, (-m.link_score, m.basis)) AS basis, max(m.link_score) AS score
    FROM accepted_mentions AS m GROUP BY ALL
),
known AS (
    SELECT e.entity_id, k.alias, k.lang, k.kind
    FROM (SELECT DISTINCT entity_id, anchor FROM resolved WHERE anchor IS NOT NULL) AS e JOIN known_names AS k USING (anchor)
),
both_ways AS (
    SELECT entity_id, alias, lang, kind, n_mentions, basis, score FROM written
    UNION ALL BY NAME
    SELECT k.entity_id, k.alias, k.lang, k.kind, 0 AS n_mentions, 'lexicon' AS basis, 1.0 AS score FROM known AS k
    WHERE NOT EXISTS (SELECT 1 FROM written AS w WHERE w.entity_id = k.entity_id AND w.alias = k.alias AND w.lang = k.lang)
)
SELECT entity_id, alias, lang, script_of(alias) AS script, kind, sum(n_mentions) AS n_mentions, min(basis) AS basis,
    round(max(score), 3) AS score
FROM both_ways GROUP BY entity_id, alias, lang, kind ORDER BY entity_id, lang, kind, alias;

INSERT INTO main.entity_identifiers BY NAME
SELECT DISTINCT r.entity_id, k.scheme, k.value, CAST(k.valid_from AS DATE) AS valid_from, 'lexicon' AS basis
FROM resolved AS r JOIN known_identifiers AS k USING (anchor) ORDER BY ALL;
