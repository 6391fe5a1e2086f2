-- What the reports of one event say differently, field by field, after the story date fill.
INSERT INTO main.event_differences BY NAME
WITH reports AS (
    SELECT m.event_id, m.event_mention_id, m.article_id, a.source_id, m.date_start, m.date_precision, m.place_entity_id, m.realis,
        p.name AS place, p.country AS place_country, p.code AS place_code
    FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id) JOIN main.events AS e USING (event_id)
    LEFT JOIN main.entities AS p ON p.entity_id = m.place_entity_id AND m.place_text IS NOT NULL
    WHERE e.n_articles > 1
),
dates AS (
    SELECT event_id, article_id, source_id, 'date' AS field,
        CASE WHEN date_precision IN ('year', 'decade') THEN strftime(date_start, '%Y')
             WHEN date_precision IN ('month', 'quarter') THEN strftime(date_start, '%Y-%m')
             ELSE strftime(date_start, '%Y-%m-%d') END AS value
    FROM reports WHERE date_start IS NOT NULL
),
places AS (
    -- a country is no other place than a city in it
    SELECT r.event_id, r.article_id, r.source_id, 'place' AS field, r.place AS value
    FROM reports AS r
    WHERE r.place IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM reports AS o WHERE o.event_id = r.event_id AND r.place_code IS NOT NULL AND o.place_code IS NULL
            AND o.place_country = r.place_country)
),
parties AS (
    SELECT r.event_id, r.article_id, r.source_id, p.role AS field, p.code AS value
    FROM reports AS r JOIN main.event_participants AS p USING (event_mention_id)
    WHERE p.role IN ('actor', 'recipient') AND p.basis <> 'default' AND p.code IS NOT NULL
),
opposed AS (
    -- two reports name parties, and none in common: another actor, not a fuller list of them
    SELECT DISTINCT x.event_id, x.field
    FROM (SELECT event_id, field, article_id, list(DISTINCT value) AS codes FROM parties GROUP BY ALL) AS x
    JOIN (SELECT event_id, field, article_id, list(DISTINCT value) AS codes FROM parties GROUP BY ALL) AS y
        ON x.event_id = y.event_id AND x.field = y.field AND x.article_id < y.article_id AND NOT list_has_any(x.codes, y.codes)
),
numbers AS (
    SELECT r.event_id, r.article_id, r.source_id, 'number' AS field, n.measure,
        n.measure || ': ' || CASE WHEN n.best = floor(n.best) THEN n.best::BIGINT::VARCHAR ELSE n.best::VARCHAR END AS value
    FROM reports AS r JOIN main.event_numbers AS n USING (event_mention_id)
    WHERE n.best IS NOT NULL AND n.measure <> 'other'
),
told AS (
    SELECT event_id, article_id, source_id, field, field AS part, value FROM dates
    UNION ALL SELECT event_id, article_id, source_id, field, field, value FROM places
    UNION ALL SELECT event_id, article_id, source_id, field, field, value FROM parties SEMI JOIN opposed USING (event_id, field)
    UNION ALL SELECT event_id, article_id, source_id, field, measure, value FROM numbers
    UNION ALL SELECT event_id, article_id, source_id, 'realis', 'realis', realis FROM reports
)
SELECT event_id, field, value, list(DISTINCT article_id ORDER BY article_id) AS article_ids,
    list(DISTINCT source_id ORDER BY source_id) AS source_ids
FROM told
WHERE (event_id, part) IN (
    SELECT (event_id, part) FROM told GROUP BY event_id, part HAVING count(DISTINCT value) > 1 AND count(DISTINCT article_id) > 1)
GROUP BY event_id, field, value ORDER BY event_id, field, value;
