-- Statements as units: all segments of one utterance, with their speaker where the corpus knows one.
CREATE OR REPLACE TEMP TABLE quote_rows AS
WITH full_names AS (
    SELECT DISTINCT r.entity_id FROM resolved AS r JOIN read_entities AS l USING (article_id, no) WHERE contains(l.name, ' ')
),
-- "Lane said": one word proves little in its own article, and as much as any short form where another article has the whole name
short_names AS (
    SELECT l.article_id, l.no AS speaker_no
    FROM read_entities AS l JOIN resolved AS r USING (article_id, no)
    WHERE NOT contains(l.name, ' ') AND r.entity_id IN (SELECT entity_id FROM full_names)
),
scored AS (
    SELECT q.* REPLACE (CASE WHEN n.article_id IS NULL THEN q.score ELSE greatest(q.score, getvariable('short_name_certainty')) END AS score)
    FROM read_quotes AS q LEFT JOIN short_names AS n ON n.article_id = q.article_id AND n.speaker_no = q.speaker_no
        AND q.speaker_basis IN ('name_in_place', 'chain', 'inherited')
),
-- What users say of speakers. Words that were read to name another one name nobody; those whose bearer nobody knew stand for whom they name.
judged AS (
    SELECT j.article_id, j.utterance_no, nullif(j.entity_id, '') AS entity_id, bool_or(coalesce(s.entity_id, p.entity_id) IS NOT NULL
        AND coalesce(s.entity_id, p.entity_id) <> j.entity_id) OR j.entity_id = '' AS is_other
    FROM decisions AS j
    JOIN read_quotes AS q ON q.article_id = j.article_id AND q.utterance_no = j.utterance_no
    LEFT JOIN resolved AS s ON s.article_id = q.article_id AND s.no = q.speaker_no
    LEFT JOIN role_entities AS p ON p.article_id = q.article_id AND p.role_no = q.speaker_role_no
    WHERE j.kind = 'speaker' GROUP BY j.article_id, j.utterance_no, j.entity_id
),
said AS (
    SELECT q.* REPLACE (
        CASE WHEN j.is_other THEN NULL ELSE q.speaker_text END AS speaker_text, CASE WHEN j.is_other THEN NULL ELSE q.speaker_start END AS speaker_start,
        CASE WHEN j.is_other THEN NULL ELSE q.speaker_end END AS speaker_end, CASE WHEN j.is_other THEN NULL ELSE q.speaker_type END AS speaker_type,
        CASE WHEN j.article_id IS NULL THEN q.speaker_no END AS speaker_no, CASE WHEN j.article_id IS NULL THEN q.speaker_role_no END AS speaker_role_no,
        CASE WHEN j.article_id IS NULL THEN q.speaker_basis ELSE 'user' END AS speaker_basis,
        CASE WHEN j.article_id IS NULL THEN q.score ELSE 1.0 END AS score
    ), j.entity_id AS judged_entity_id
    FROM scored AS q LEFT JOIN judged AS j USING (article_id, utterance_no)
)
SELECT q.* EXCLUDE (judged_entity_id) REPLACE (CASE WHEN s.entity_id IS NULL AND p.basis <> 'document' THEN p.basis ELSE q.speaker_basis END AS speaker_basis),
    row_id('quo', q.article_id || '|' || q.found_start || '|' || q.found_end || '|' || q.no) AS quote_id,
    row_id('utt', q.article_id || '|' || q.utterance_no) AS utterance_id, a.lang, a.source_id, a.published_on,
    coalesce(q.judged_entity_id, s.entity_id, p.entity_id) AS likely_entity_id,
    -- rather nobody than a wrong one: below the certainty that the settings ask for, the words that name the speaker stand alone
    CASE WHEN q.score >= getvariable('speaker_certainty') THEN likely_entity_id END AS speaker_entity_id, y.entity_id AS relayed_by_entity_id
FROM said AS q
JOIN main.articles AS a USING (article_id)
LEFT JOIN resolved AS s ON s.article_id = q.article_id AND s.no = q.speaker_no
LEFT JOIN role_entities AS p ON p.article_id = q.article_id AND p.role_no = q.speaker_role_no
LEFT JOIN resolved AS y ON y.article_id = q.article_id AND y.no = q.relayed_by_no;

CREATE OR REPLACE TEMP TABLE utterances AS
SELECT row_number() OVER (ORDER BY article_id, utterance_no) - 1 AS n, article_id, utterance_no, string_agg(text, ' ' ORDER BY segment_no, start) AS text, any_value(lang) AS lang,
    -- statements are told apart by whoever is likely to speak; what is published of them must be certain
    arg_min(likely_entity_id, start) FILTER (likely_entity_id IS NOT NULL) AS speaker_entity_id,
    arg_min(speaker_entity_id, start) FILTER (speaker_entity_id IS NOT NULL) AS certain_entity_id,
    any_value(published_on) AS published_on, min(start) AS start,
    bool_and(kind = 'direct') AS is_direct
FROM quote_rows GROUP BY article_id, utterance_no ORDER BY article_id, utterance_no;

-- Mentions inside a statement, offsets in its joined text. `~` before the id of an entity that no lexicon has: one in each language may be
-- the same.
CREATE OR REPLACE TEMP TABLE utterance_mentions AS
WITH segments AS (
    SELECT article_id, utterance_no, start, "end",
        coalesce(sum("end" - start + 1) OVER (PARTITION BY article_id, utterance_no ORDER BY segment_no, start
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
    FROM quote_rows
)
SELECT s.article_id, s.utterance_no, (m.start - s.start + s.before)::INTEGER AS start, (m."end" - s.start + s.before)::INTEGER AS "end",
    CASE WHEN e.source = 'induced' THEN '~' ELSE '' END || m.entity_id AS entity_id
FROM segments AS s
JOIN accepted_mentions AS m ON m.article_id = s.article_id AND m.start >= s.start AND m."end" <= s."end"
JOIN main.entities AS e USING (entity_id)
ORDER BY ALL;
