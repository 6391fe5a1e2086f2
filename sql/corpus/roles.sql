-- Who holds which office, where a text says so. Whom the other roles mean is in `role_entities`; a person whom only the table of office
-- holders names is published too, where a quote or an event refers to that role.
CREATE OR REPLACE TEMP TABLE role_persons AS
SELECT DISTINCT e.anchor, e.entity_id
FROM role_entities AS e
JOIN (
    SELECT article_id, speaker_role_no AS role_no FROM read_quotes
    UNION SELECT article_id, role_no FROM read_participants
) AS used USING (article_id, role_no)
WHERE e.anchor IS NOT NULL;

INSERT INTO main.entities BY NAME
SELECT p.entity_id, k.type, k.name, k.name_lang, k.country, k.wikidata_id, 'lexicon' AS source, 0 AS n_mentions, 0 AS n_articles,
    0 AS n_langs
FROM known_entities AS k JOIN role_persons AS p USING (anchor)
WHERE p.entity_id NOT IN (SELECT entity_id FROM main.entities) ORDER BY p.entity_id;

INSERT INTO main.entity_aliases BY NAME
SELECT p.entity_id, k.alias, k.lang, k.script, k.kind, 0 AS n_mentions, 'lexicon' AS basis, 1.0 AS score
FROM known_names AS k JOIN role_persons AS p USING (anchor)
WHERE p.entity_id NOT IN (SELECT entity_id FROM main.entity_aliases) ORDER BY p.entity_id, lang, kind, alias;

INSERT INTO main.entity_identifiers BY NAME
SELECT p.entity_id, k.scheme, k.value, 'lexicon' AS basis
FROM known_identifiers AS k JOIN role_persons AS p USING (anchor)
WHERE p.entity_id NOT IN (SELECT entity_id FROM main.entity_identifiers) ORDER BY ALL;

INSERT INTO main.entity_roles BY NAME
SELECT holder_id AS entity_id, coalesce(office, 'other') AS role, organisation_id AS organisation_entity_id, country, article_id,
    start AS start_char, "end" AS end_char, text
FROM offices WHERE holder_id IS NOT NULL ORDER BY article_id, start, "end", entity_id;
