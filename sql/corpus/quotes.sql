-- Quotes and the statements that they belong to.
INSERT INTO main.quote_groups BY NAME
WITH members AS (
    SELECT g.quote_group_id, g.is_anchor, u.* FROM quote_units AS g JOIN utterances AS u USING (article_id, utterance_no)
),
of_groups AS (
    SELECT m.quote_group_id, arg_max(m.text, m.is_anchor) AS text, arg_max(m.lang, m.is_anchor) AS lang,
        arg_max(m.article_id, m.is_anchor) AS first_article_id, count(DISTINCT m.certain_entity_id) > 1 AS has_speaker_disagreement
    FROM members AS m GROUP BY m.quote_group_id
),
speakers AS (
    SELECT quote_group_id, certain_entity_id AS speaker_entity_id,
        row_number() OVER (PARTITION BY quote_group_id ORDER BY count(*) DESC, bool_or(is_anchor) DESC, certain_entity_id) AS place
    FROM members WHERE certain_entity_id IS NOT NULL GROUP BY quote_group_id, certain_entity_id
),
counts AS (
    SELECT g.quote_group_id, count(*) AS n_quotes, count(DISTINCT q.article_id) AS n_articles,
        count(DISTINCT q.source_id) AS n_sources, count(DISTINCT q.lang) AS n_langs
    FROM quote_units AS g JOIN quote_rows AS q USING (article_id, utterance_no) GROUP BY g.quote_group_id
)
SELECT quote_group_id, s.speaker_entity_id, o.text, o.lang, n_quotes, n_articles, n_sources, n_langs, o.first_article_id,
    o.has_speaker_disagreement
FROM of_groups AS o JOIN counts USING (quote_group_id) LEFT JOIN (SELECT * FROM speakers WHERE place = 1) AS s USING (quote_group_id)
ORDER BY quote_group_id;

INSERT INTO main.quotes BY NAME
SELECT q.quote_id, q.article_id, q.utterance_id, q.segment_no, q.start AS start_char, q."end" AS end_char, q.text, q.kind, q.lang,
    q.cue_text, q.cue_start AS cue_start_char, q.cue_end AS cue_end_char, q.cue_class, q.speaker_text,
    q.speaker_start AS speaker_start_char, q.speaker_end AS speaker_end_char, q.speaker_type AS speaker_mention_type,
    q.speaker_entity_id, q.speaker_basis, q.relayed_by_text, q.relayed_by_entity_id, q.in_title, g.quote_group_id, g.relation,
    q.rule_id, round(q.score, 3) AS score, coalesce(v.extractor_version, '') AS extractor_version
FROM quote_rows AS q JOIN quote_units AS g USING (article_id, utterance_no) LEFT JOIN evidence.extractors AS v USING (article_id)
ORDER BY q.article_id, q.start, q.no;
