-- Event mentions that are compared: one type, and one story or the same told days, with a party in common; what is named around the
-- trigger counts for a party, because a clause may leave one out. Two articles of one story may also name other parties of what happened
-- within the same two days: an attack whose author only one of them knows.
WITH parties AS (
    SELECT DISTINCT article_id, event_no AS no, coalesce(CASE WHEN type IS DISTINCT FROM 'PER' THEN code END, entity_id) AS party
    FROM party_rows WHERE role <> 'place' AND basis <> 'default' AND coalesce(code, entity_id) IS NOT NULL
    UNION
    SELECT article_id, no, coalesce(CASE WHEN type IS DISTINCT FROM 'PER' THEN code END, entity_id)
    FROM event_company WHERE type IN ('PER', 'ORG', 'GPE') AND (type <> 'GPE' OR code IS NOT NULL)
),
known AS (
    SELECT e.article_id, e.no, e.event_type, e.story_id, e.date_start, e.date_end, p.party, e.date_basis IN ('explicit', 'relative', 'user') AS is_told
    FROM event_rows AS e LEFT JOIN parties AS p ON p.article_id = e.article_id AND p.no = e.no
)
SELECT DISTINCT a.article_id AS article_a, a.no AS no_a, b.article_id AS article_b, b.no AS no_b
FROM known AS a JOIN known AS b ON a.event_type = b.event_type AND a.story_id = b.story_id
    AND (a.article_id, a.no) < (b.article_id, b.no) AND (a.party = b.party OR a.party IS NULL OR b.party IS NULL)
UNION
SELECT DISTINCT a.article_id, a.no, b.article_id, b.no
FROM known AS a JOIN known AS b ON a.event_type = b.event_type AND a.party = b.party AND a.story_id <> b.story_id
    AND (a.article_id, a.no) < (b.article_id, b.no)
    AND a.is_told AND b.is_told AND a.date_start = b.date_start AND a.date_end = b.date_end
UNION
SELECT a.article_id, a.no, b.article_id, b.no
FROM event_rows AS a JOIN event_rows AS b ON a.event_type = b.event_type AND a.story_id = b.story_id AND a.article_id < b.article_id
    AND abs(a.date_start - b.date_start) <= 2
ORDER BY ALL;
