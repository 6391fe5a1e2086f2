-- Entities with their names, identifiers and mentions, from the local entities that resolution accepted (temp table `resolved`), the types
-- that the corpus gives them (`kinds`) and what the lexicons know (`known_entities`, `known_names`, `known_identifiers`).

CREATE OR REPLACE TEMP TABLE accepted_mentions AS
SELECT m.article_id, m.no, m.start, m."end", m.text, k.type, m.form, m.role_text,
    CASE WHEN k.is_by_corpus AND m.rule_id <> 'user' THEN 'corpus.kind' ELSE m.rule_id END AS rule_id, m.score, m.local_no, m.found_start, m.found_end,
    r.entity_id, r.basis, r.score AS link_score, a.lang
FROM read_mentions AS m
JOIN main.articles AS a USING (article_id)
JOIN resolved AS r ON r.article_id = m.article_id AND r.no = m.local_no
JOIN kinds AS k ON k.article_id = m.article_id AND k.no = m.local_no;

INSERT INTO main.entities BY NAME
WITH told AS (
    SELECT r.entity_id, r.anchor, k.type, l.name, l.lang, l.script, l.country, l.code, l.article_id,
        (SELECT count(*) FROM accepted_mentions AS m WHERE m.article_id = r.article_id AND m.local_no = r.no) AS n
    FROM resolved AS r JOIN read_entities AS l USING (article_id, no) JOIN kinds AS k USING (article_id, no)
),
names AS (
    -- the usual name: in Latin script where one is known, of several words, then the most frequent
    SELECT entity_id, name, lang,
        row_number() OVER (PARTITION BY entity_id ORDER BY script = 'Latn' DESC, contains(name, ' ') DESC,
            count(DISTINCT article_id) DESC, sum(n) DESC, name, lang) AS place
    FROM told GROUP BY entity_id, name, lang, script
),
facts AS (
    SELECT entity_id, any_value(anchor) AS anchor FROM told GROUP BY entity_id
),
most_told AS (
    SELECT entity_id, type, row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, type) AS place
    FROM told GROUP BY entity_id, type
),
countries AS (
    SELECT entity_id, country, row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, country) AS place
    FROM told WHERE country IS NOT NULL GROUP BY entity_id, country
),
codes AS (
    SELECT entity_id, code, row_number() OVER (PARTITION BY entity_id ORDER BY count(*) DESC, code) AS place
    FROM told WHERE code IS NOT NULL AND type <> 'PER' GROUP BY entity_id, code
),
counts AS (
    SELECT entity_id, count(*) AS n_mentions, count(DISTINCT article_id) AS n_articles, count(DISTINCT lang) AS n_langs
    FROM accepted_mentions GROUP BY entity_id
)
SELECT f.entity_id, coalesce(k.type, t.type) AS type, coalesce(k.name, n.name) AS name,
    CASE WHEN k.name IS NULL THEN n.lang ELSE k.name_lang END AS name_lang,
    coalesce(k.code, c.code) AS code, coalesce(k.country, u.country) AS country, k.sector, k.wikidata_id, k.geonames_id,
    k.latitude, k.longitude, k.admin1_code, CASE WHEN f.anchor IS NULL THEN 'induced' ELSE 'lexicon' END AS source,
    coalesce(m.n_mentions, 0) AS n_mentions, coalesce(m.n_articles, 0) AS n_articles, coalesce(m.n_langs, 0) AS n_langs
FROM facts AS f
LEFT JOIN known_entities AS k ON k.anchor = f.anchor
LEFT JOIN names AS n ON n.entity_id = f.entity_id AND n.place = 1
LEFT JOIN most_told AS t ON t.entity_id = f.entity_id AND t.place = 1
LEFT JOIN countries AS u ON u.entity_id = f.entity_id AND u.place = 1
LEFT JOIN codes AS c ON c.entity_id = f.entity_id AND c.place = 1
LEFT JOIN counts AS m ON m.entity_id = f.entity_id
ORDER BY f.entity_id;

INSERT INTO main.entity_mentions BY NAME
SELECT row_id('men', article_id || '|' || found_start || '|' || found_end) AS mention_id, article_id, entity_id, start AS start_char,
    "end" AS end_char, text, type, role_text, rule_id, round(score, 3) AS score, coalesce(v.extractor_version, '') AS extractor_version
FROM accepted_mentions LEFT JOIN evidence.extractors AS v USING (article_id) ORDER BY article_id, start;
