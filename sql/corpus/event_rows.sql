-- Event mentions and their parties as clustering reads them: local references resolved, days as the document gives them.
CREATE OR REPLACE TEMP TABLE event_rows AS
SELECT e.*, row_id('evm', e.article_id || '|' || e.found_trigger_start || '|' || e.found_type || '|' || e.no) AS event_mention_id,
    -- a place that no words of the clause name is lent by another report of the article: no evidence that two reports are one event
    p.entity_id AS any_place_id, CASE WHEN e.place_text IS NOT NULL THEN p.entity_id END AS place_entity_id,
    CASE WHEN e.place_text IS NOT NULL THEN g.country END AS place_country, a.story_id, a.published_on, a.lang, a.source_id,
    'text' AS realis_basis, false AS is_dated_by_user
FROM read_events AS e
JOIN main.articles AS a USING (article_id)
LEFT JOIN resolved AS p ON p.article_id = e.article_id AND p.no = e.place_no
LEFT JOIN main.entities AS g ON g.entity_id = p.entity_id
ORDER BY e.article_id, e.no;

CREATE OR REPLACE TEMP TABLE party_rows AS
SELECT p.article_id, p.event_no, p.ord, p.role, coalesce(l.entity_id, r.entity_id) AS entity_id, g.type, p.code, p.country, p.sector,
    p.text, p.start, p."end", CASE WHEN l.entity_id IS NULL AND r.basis <> 'document' THEN r.basis ELSE p.basis END AS basis
FROM read_participants AS p
JOIN main.articles USING (article_id)
LEFT JOIN resolved AS l ON l.article_id = p.article_id AND l.no = p.local_no
LEFT JOIN role_entities AS r ON r.article_id = p.article_id AND r.role_no = p.role_no
LEFT JOIN main.entities AS g ON g.entity_id = coalesce(l.entity_id, r.entity_id)
ORDER BY p.article_id, p.event_no, p.ord;

CREATE OR REPLACE TEMP TABLE clause_mentions AS
SELECT e.article_id, e.no, m.start - e.start AS start, m."end" - e.start AS "end", m.entity_id
FROM event_rows AS e
JOIN accepted_mentions AS m ON m.article_id = e.article_id AND m.start >= e.start AND m."end" <= e."end"
ORDER BY ALL;

-- Who and what is named around a trigger, in its line: evidence of its own where a clause leaves its parties out, the same in every language.
CREATE OR REPLACE TEMP TABLE event_company AS
SELECT DISTINCT e.article_id, e.no, m.entity_id, g.type, g.code
FROM event_rows AS e
JOIN evidence.lines AS l ON l.article_id = e.article_id AND e.trigger_start >= l.start AND e.trigger_start < l."end"
JOIN accepted_mentions AS m ON m.article_id = e.article_id AND m.start >= l.start AND m."end" <= l."end"
    AND m.start <= e.trigger_end + 250 AND m."end" >= e.trigger_start - 250
JOIN main.entities AS g ON g.entity_id = m.entity_id
ORDER BY ALL;
