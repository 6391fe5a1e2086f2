-- Event mentions that are compared, by their numbers within their type: one type, and one story or the same told days, with a party in common; what is named around the
-- trigger counts for a party, because a clause may leave one out. Two articles of one story may also name other parties of what happened
-- within the same two days: an attack whose author only one of them knows.
CREATE OR REPLACE TEMP TABLE numbered_events AS
SELECT article_id, no, event_type, row_number() OVER (PARTITION BY event_type ORDER BY article_id, no) - 1 AS n FROM event_rows;

CREATE OR REPLACE TEMP TABLE event_pairs AS
WITH parties AS (
    SELECT DISTINCT article_id, event_no AS no, coalesce(CASE WHEN type IS DISTINCT FROM 'PER' THEN code END, entity_id) AS party
    FROM party_rows WHERE role <> 'place' AND basis <> 'default' AND coalesce(code, entity_id) IS NOT NULL
    UNION
    SELECT article_id, no, coalesce(CASE WHEN type IS DISTINCT FROM 'PER' THEN code END, entity_id)
    FROM event_company WHERE type IN ('PER', 'ORG', 'GPE') AND (type <> 'GPE' OR code IS NOT NULL)
),
known AS (
    SELECT e.event_type, u.n, e.article_id, e.story_id, e.date_start, e.date_end, p.party,
        e.date_basis IN ('explicit', 'relative', 'user') AS is_told
    FROM event_rows AS e JOIN numbered_events AS u USING (article_id, no) LEFT JOIN parties AS p ON p.article_id = e.article_id AND p.no = e.no
)
SELECT DISTINCT a.event_type, a.n AS a, b.n AS b
FROM known AS a JOIN known AS b ON a.event_type = b.event_type AND a.story_id = b.story_id AND a.n < b.n
    AND (a.party = b.party OR a.party IS NULL OR b.party IS NULL)
UNION
SELECT DISTINCT a.event_type, a.n, b.n
FROM known AS a JOIN known AS b ON a.event_type = b.event_type AND a.party = b.party AND a.story_id <> b.story_id AND a.n < b.n
    AND a.is_told AND b.is_told AND a.date_start = b.date_start AND a.date_end = b.date_end
UNION
SELECT a.event_type, a.n, b.n
FROM known AS a JOIN known AS b ON a.event_type = b.event_type AND a.story_id = b.story_id AND a.n < b.n AND a.article_id <> b.article_id
    AND abs(a.date_start - b.date_start) <= 2;
