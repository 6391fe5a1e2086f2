-- What users say of reports of events, before they are compared: days, realis, and where it happened. A temporal expression that a user dates
-- dates the reports whose clause has it as the words that say when.
CREATE OR REPLACE TEMP TABLE judged_days AS
WITH dated AS (
    SELECT article_id, no, date_start, date_end, precision, 1 AS strength FROM decisions WHERE kind = 'date' AND thing = 'event'
    UNION ALL
    SELECT e.article_id, e.no, j.date_start, j.date_end, j.precision, 2
    FROM decisions AS j
    JOIN evidence.dates AS d ON d.article_id = j.article_id AND d.no = j.no
    JOIN read_events AS e ON e.article_id = d.article_id AND e.date_text = d.text AND d.start >= e.start AND d."end" <= e."end"
    WHERE j.kind = 'date' AND j.thing = 'date'
)
SELECT DISTINCT ON (article_id, no) * FROM dated ORDER BY article_id, no, strength, date_start, date_end, precision;

UPDATE event_rows SET date_start = j.date_start::DATE, date_end = j.date_end::DATE, date_precision = nullif(j.precision, ''),
    date_basis = CASE WHEN j.date_start IS NULL THEN 'none' ELSE 'user' END, anchor_offset = NULL, is_dated_by_user = true
FROM judged_days AS j WHERE j.article_id = event_rows.article_id AND j.no = event_rows.no;

UPDATE event_rows SET realis = j.realis, realis_basis = 'user'
FROM decisions AS j WHERE j.kind = 'realis' AND j.article_id = event_rows.article_id AND j.no = event_rows.no;

-- Whom users name: by the name of it that stands in the clause, where one does.
CREATE OR REPLACE TEMP TABLE judged_names AS
SELECT j.article_id, j.no, j.role, nullif(j.entity_id, '') AS entity_id, g.type, g.country,
    CASE WHEN g.type = 'PER' THEN NULL WHEN g.type = 'GPE' THEN g.code ELSE coalesce(g.code, g.country) END AS code,
    arg_min(m.text, m.start) AS text, min(m.start) AS start, arg_min(m."end", m.start) AS "end"
FROM decisions AS j
JOIN event_rows AS e ON e.article_id = j.article_id AND e.no = j.no
LEFT JOIN main.entities AS g ON g.entity_id = j.entity_id
LEFT JOIN accepted_mentions AS m ON m.article_id = j.article_id AND m.entity_id = j.entity_id AND m.start >= e.start AND m."end" <= e."end"
WHERE j.kind = 'participant'
GROUP BY ALL;

UPDATE event_rows SET any_place_id = j.entity_id, place_entity_id = j.entity_id, place_country = j.country, place_text = j.text,
    place_precision = CASE WHEN j.entity_id IS NULL THEN NULL WHEN j.type = 'GPE' AND j.code IS NOT NULL THEN 'country'
        WHEN j.type = 'GPE' THEN 'city' WHEN j.type = 'LOC' THEN 'region' ELSE 'point' END
FROM (SELECT * FROM judged_names WHERE role = 'place' QUALIFY row_number() OVER (PARTITION BY article_id, no ORDER BY start, entity_id) = 1) AS j
WHERE j.article_id = event_rows.article_id AND j.no = event_rows.no;

-- "We" in a quotation is its speaker: whom a user says, or nobody; no longer who was thought to speak, nor for whom that one acts.
CREATE OR REPLACE TEMP TABLE judged_voices AS
SELECT p.article_id, p.event_no, nullif(j.entity_id, '') AS entity_id, arg_min(p.role, (p.role = 'participant', p.ord)) AS role, min(p.ord) AS ord,
    arg_min(p.text, p.ord) AS text, arg_min(p.start, p.ord) AS start, arg_min(p."end", p.ord) AS "end"
FROM party_rows AS p
JOIN event_rows AS e ON e.article_id = p.article_id AND e.no = p.event_no
JOIN read_quotes AS q ON q.article_id = e.article_id AND q.no = e.quote_no
JOIN decisions AS j ON j.kind = 'speaker' AND j.article_id = q.article_id AND j.utterance_no = q.utterance_no
WHERE p.basis = 'quote_speaker'
GROUP BY p.article_id, p.event_no, j.entity_id;

DELETE FROM party_rows AS p USING judged_voices AS v
WHERE p.basis = 'quote_speaker' AND v.article_id = p.article_id AND v.event_no = p.event_no;
INSERT INTO party_rows BY NAME
SELECT v.article_id, v.event_no, v.ord, v.role, v.entity_id, g.type, g.country, v.text, v.start, v."end", 'quote_speaker' AS basis,
    CASE WHEN g.type = 'PER' THEN NULL WHEN g.type = 'GPE' THEN g.code ELSE coalesce(g.code, g.country) END AS code
FROM judged_voices AS v JOIN main.entities AS g USING (entity_id) ORDER BY ALL;
