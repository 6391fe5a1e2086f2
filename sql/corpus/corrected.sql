-- Evidence as users correct it: words, kinds and types that they give in place of those that were read, and what they say is none left out.
-- `corrected_quotes`, `corrected_events`, `corrected_names` hold no row where nobody corrects anything. `found_*`: as it was read; ids are made
-- of that, so that a row that is corrected keeps its id.
CREATE OR REPLACE TEMP TABLE gone_segments AS
SELECT q.article_id, q.utterance_no, q.segment_no
FROM evidence.quotes AS q JOIN corrected_quotes AS c USING (article_id, no) WHERE c.is_gone;

CREATE OR REPLACE TEMP VIEW read_quotes AS
SELECT q.* REPLACE (
        coalesce(c.start, q.start)::INTEGER AS start, coalesce(c."end", q."end")::INTEGER AS "end", coalesce(c.text, q.text) AS text,
        coalesce(c.kind, q.kind) AS kind, CASE WHEN c.no IS NULL THEN q.rule_id ELSE 'user' END AS rule_id,
        (q.segment_no - (SELECT count(*) FROM gone_segments AS g
            WHERE g.article_id = q.article_id AND g.utterance_no = q.utterance_no AND g.segment_no < q.segment_no))::INTEGER AS segment_no
    ), q.start AS found_start, q."end" AS found_end
FROM evidence.quotes AS q LEFT JOIN corrected_quotes AS c USING (article_id, no)
WHERE NOT coalesce(c.is_gone, false);

CREATE OR REPLACE TEMP VIEW read_events AS
SELECT e.* REPLACE (
        coalesce(c.start, e.start)::INTEGER AS start, coalesce(c."end", e."end")::INTEGER AS "end", coalesce(c.text, e.text) AS text,
        coalesce(c.trigger_start, e.trigger_start)::INTEGER AS trigger_start, coalesce(c.trigger_end, e.trigger_end)::INTEGER AS trigger_end,
        coalesce(c.trigger_text, e.trigger_text) AS trigger_text,
        CASE WHEN c.event_type <> '' THEN c.event_type ELSE e.event_type END AS event_type,
        CASE WHEN c.event_type <> '' THEN nullif(c.event_mode, '') ELSE e.event_mode END AS event_mode,
        CASE WHEN c.event_type <> '' THEN nullif(c.cameo_root, '') ELSE e.cameo_root END AS cameo_root,
        CASE WHEN c.event_type <> '' THEN c.quad_class ELSE e.quad_class END::INTEGER AS quad_class,
        CASE WHEN c.event_type <> '' THEN c.intensity ELSE e.intensity END AS intensity,
        CASE WHEN c.attribution <> '' THEN c.attribution ELSE e.attribution END AS attribution,
        CASE WHEN c.attribution <> '' THEN nullif(c.quote_no, -1) ELSE e.quote_no END::INTEGER AS quote_no,
        CASE WHEN c.is_said THEN 'user' ELSE e.rule_id END AS rule_id, CASE WHEN c.event_type <> '' THEN 1.0 ELSE e.score END AS score
    ), e.trigger_start AS found_trigger_start, e.event_type AS found_type
FROM evidence.events AS e LEFT JOIN corrected_events AS c USING (article_id, no)
WHERE NOT coalesce(c.is_gone, false);

CREATE OR REPLACE TEMP VIEW read_mentions AS
SELECT m.* REPLACE (
        coalesce(c.start, m.start)::INTEGER AS start, coalesce(c."end", m."end")::INTEGER AS "end", coalesce(c.text, m.text) AS text,
        CASE WHEN c.no IS NULL THEN m.rule_id ELSE 'user' END AS rule_id
    ), m.start AS found_start, m."end" AS found_end
FROM evidence.mentions AS m LEFT JOIN corrected_names AS c USING (article_id, no)
WHERE NOT coalesce(c.is_gone, false);

-- Whoever is named by no name any more is nobody; whom the corrected words had given their name bears the right ones.
CREATE OR REPLACE TEMP TABLE corrected_entities AS
SELECT m.article_id, m.local_no AS no, bool_and(coalesce(c.is_gone, false)) AS is_gone,
    arg_min(c.text, m.start) FILTER (NOT c.is_gone AND m.text = l.name AND c.text <> m.text) AS name
FROM evidence.mentions AS m
JOIN evidence.local_entities AS l ON l.article_id = m.article_id AND l.no = m.local_no
LEFT JOIN corrected_names AS c ON c.article_id = m.article_id AND c.no = m.no
WHERE m.article_id IN (SELECT article_id FROM corrected_names)
GROUP BY m.article_id, m.local_no HAVING is_gone OR name IS NOT NULL;

CREATE OR REPLACE TEMP VIEW read_entities AS
SELECT l.* REPLACE (coalesce(c.name, l.name) AS name)
FROM evidence.local_entities AS l LEFT JOIN corrected_entities AS c USING (article_id, no)
WHERE NOT coalesce(c.is_gone, false);

-- A party goes with the report, with the name that was none, and, where "we" was said in words that are nobody's, with these.
CREATE OR REPLACE TEMP VIEW read_participants AS
SELECT p.* FROM evidence.participants AS p
WHERE NOT EXISTS (SELECT 1 FROM corrected_events AS c WHERE c.article_id = p.article_id AND c.no = p.event_no
        AND (c.is_gone OR p.basis = 'quote_speaker' AND c.attribution = 'narrator'))
    AND NOT EXISTS (SELECT 1 FROM corrected_entities AS n WHERE n.article_id = p.article_id AND n.no = p.local_no AND n.is_gone);
