-- What users' rows say of entities (`judged_facts`), and what became of each row (`judged_rows`).
CREATE OR REPLACE TEMP TABLE judged_by_user AS
SELECT r.entity_id, any_value(r.anchor) AS anchor
FROM resolved AS r GROUP BY r.entity_id HAVING bool_or(r.basis = 'user') OR any_value(r.anchor) LIKE 'user:%';

-- What a lexicon said of a name that it does not stand for is no fact about its entity.
UPDATE main.entities SET code = t.code, country = t.country, source = CASE WHEN t.anchor IS NULL THEN 'induced' ELSE 'user' END
FROM (
    SELECT j.entity_id, j.anchor, mode(l.code ORDER BY l.code) FILTER (l.lexicon_id IS NULL AND l.type <> 'PER') AS code,
        mode(l.country ORDER BY l.country) FILTER (l.lexicon_id IS NULL) AS country
    FROM judged_by_user AS j JOIN resolved AS r USING (entity_id) JOIN read_entities AS l USING (article_id, no)
    WHERE j.anchor IS NULL OR j.anchor LIKE 'user:%' GROUP BY j.entity_id, j.anchor
) AS t WHERE t.entity_id = entities.entity_id;

UPDATE main.entities SET name = f.value, name_lang = f.lang FROM judged_facts AS f WHERE f.entity_id = entities.entity_id AND f.kind = 'name';
UPDATE main.entities SET type = f.value FROM judged_facts AS f WHERE f.entity_id = entities.entity_id AND f.kind = 'type';
UPDATE main.entity_mentions SET type = f.value
FROM judged_facts AS f WHERE f.entity_id = entity_mentions.entity_id AND f.kind = 'type';
UPDATE main.entities SET wikidata_id = f.value
FROM judged_facts AS f WHERE f.entity_id = entities.entity_id AND f.kind = 'identifier' AND f.scheme = 'wikidata';
UPDATE main.entities SET geonames_id = f.value
FROM judged_facts AS f WHERE f.entity_id = entities.entity_id AND f.kind = 'identifier' AND f.scheme = 'geonames';

DELETE FROM main.entity_identifiers AS i USING judged_facts AS f
WHERE f.entity_id = i.entity_id AND f.kind = 'identifier' AND f.scheme = i.scheme;
INSERT INTO main.entity_identifiers BY NAME
SELECT entity_id, scheme, value, 'user' AS basis FROM judged_facts WHERE kind = 'identifier' ORDER BY ALL;

CREATE OR REPLACE TEMP TABLE judged_aliases AS
SELECT DISTINCT entity_id, value AS alias, nullif(lang, '') AS lang, script, CASE WHEN is_acronym THEN 'acronym' ELSE 'name' END AS kind
FROM judged_facts WHERE kind IN ('alias', 'name');
UPDATE main.entity_aliases SET basis = 'user', score = 1.0
FROM judged_aliases AS j
WHERE j.entity_id = entity_aliases.entity_id AND j.alias = entity_aliases.alias AND (j.lang IS NULL OR j.lang = entity_aliases.lang);
INSERT INTO main.entity_aliases BY NAME
SELECT j.entity_id, j.alias, j.lang, nullif(j.script, 'Zyyy') AS script, j.kind, 0 AS n_mentions, 'user' AS basis, 1.0 AS score
FROM judged_aliases AS j
WHERE NOT EXISTS (SELECT 1 FROM main.entity_aliases AS a WHERE a.entity_id = j.entity_id AND a.alias = j.alias AND a.basis = 'user'
    AND (j.lang IS NULL OR j.lang = a.lang))
ORDER BY ALL;

INSERT INTO main.judgements BY NAME SELECT * REPLACE (judged_on::DATE AS judged_on) FROM judged_rows ORDER BY file, line_no;
