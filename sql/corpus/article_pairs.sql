-- Pairs of articles that may be one story, with what they share: the cosine of rarer entities, title words and statements (idf weights),
-- persons, statements and acts of one kind, day and party in common, and whether they are copies. A story lasts five days
-- (pipeline/resolve/stories.py): what lies further apart is not compared, and what shares too little for one is left out.
CREATE OR REPLACE TEMP TABLE article_features AS
WITH raw AS (
    SELECT article_id, 'e' || entity_id AS key,
        any_value(CASE e.type WHEN 'PER' THEN 2.0 WHEN 'ORG' THEN 1.2 WHEN 'LOC' THEN 0.8 WHEN 'MISC' THEN 1.0
            ELSE CASE WHEN e.code IS NULL THEN 1.0 ELSE 0.4 END END) * (1 + ln(count(*))) AS w, any_value(e.type) = 'PER' AS is_person
    FROM accepted_mentions JOIN main.entities AS e USING (entity_id) GROUP BY article_id, entity_id
    UNION ALL
    SELECT article_id, key, 0.8 AS w, false FROM title_items
    UNION ALL
    SELECT g.article_id, 'q' || g.quote_group_id, 2.0, false FROM (SELECT DISTINCT article_id, quote_group_id FROM quote_units) AS g
    JOIN main.quote_groups AS q USING (quote_group_id) WHERE q.n_articles > 1
)
SELECT article_id, published_on, key, is_person, df, w * ln(1 + (SELECT count(*) FROM main.articles) / df) AS w
FROM raw JOIN (SELECT key, count(*) AS df FROM raw GROUP BY key) USING (key) JOIN main.articles USING (article_id);

-- What happened on which day to whom, as each article tells it by itself.
CREATE OR REPLACE TEMP TABLE article_acts AS
SELECT DISTINCT e.article_id, e.event_type, e.date_start, p.code
FROM read_events AS e JOIN main.articles USING (article_id)
JOIN read_participants AS p ON p.article_id = e.article_id AND p.event_no = e.no
WHERE e.date_start IS NOT NULL AND e.date_precision IN ('day', 'hour', 'minute') AND p.code IS NOT NULL AND p.role <> 'place';

CREATE OR REPLACE TEMP TABLE article_pairs AS
WITH limits AS (SELECT least(2000, greatest(30, 0.02 * count(*))) AS most FROM main.articles),
features AS (SELECT f.* FROM article_features AS f JOIN limits ON f.df <= limits.most),
candidates AS (
    -- by blocks of six days, so that an article meets those of its own block and of its neighbours only
    SELECT a.article_id AS article_a, b.article_id AS article_b
    FROM (SELECT *, unnest([block - 1, block, block + 1]) AS near FROM (SELECT *, (published_on - DATE '1970-01-01') // 6 AS block FROM features)) AS a
    JOIN (SELECT *, (published_on - DATE '1970-01-01') // 6 AS block FROM features) AS b
        ON a.key = b.key AND a.near = b.block AND a.article_id < b.article_id AND abs(a.published_on - b.published_on) <= 5
    UNION
    SELECT least(a.article_id, b.article_id), greatest(a.article_id, b.article_id)
    FROM features AS a JOIN features AS b ON a.key = b.key AND a.article_id <> b.article_id AND a.published_on IS NULL
    WHERE a.df <= 200
    UNION SELECT article_a, article_b FROM copy_pairs
),
norms AS (SELECT article_id, sqrt(sum(w * w)) AS norm FROM article_features GROUP BY article_id),
shared AS (
    SELECT c.article_a, c.article_b, sum(a.w * b.w) AS product, count(*) FILTER (a.is_person) AS n_persons,
        count(*) FILTER (a.key LIKE 'q%') AS n_statements
    FROM candidates AS c JOIN article_features AS a ON a.article_id = c.article_a
    JOIN article_features AS b ON b.article_id = c.article_b AND b.key = a.key
    GROUP BY c.article_a, c.article_b
),
acts AS (
    SELECT c.article_a, c.article_b, count(DISTINCT (a.event_type, a.date_start)) AS n_acts
    FROM candidates AS c JOIN article_acts AS a ON a.article_id = c.article_a
    JOIN article_acts AS b ON b.article_id = c.article_b AND b.event_type = a.event_type AND b.date_start = a.date_start AND b.code = a.code
    GROUP BY c.article_a, c.article_b
)
SELECT c.article_a, c.article_b, round(coalesce(s.product / (x.norm * y.norm), 0), 4) AS cosine, coalesce(s.n_persons, 0) AS n_persons,
    coalesce(s.n_statements, 0) AS n_statements, coalesce(t.n_acts, 0) AS n_acts, i.lang <> j.lang AS is_translated,
    p.article_a IS NOT NULL AS is_copy
FROM candidates AS c
LEFT JOIN shared AS s USING (article_a, article_b)
JOIN main.articles AS i ON i.article_id = c.article_a
JOIN main.articles AS j ON j.article_id = c.article_b
LEFT JOIN acts AS t USING (article_a, article_b)
LEFT JOIN norms AS x ON x.article_id = c.article_a
LEFT JOIN norms AS y ON y.article_id = c.article_b
LEFT JOIN copy_pairs AS p ON p.article_a = c.article_a AND p.article_b = c.article_b
WHERE is_copy OR 0.06 + coalesce(s.product / (x.norm * y.norm), 0) + 0.12 * least(coalesce(s.n_persons, 0), 3) + 0.3 * least(coalesce(s.n_statements, 0), 2)
    + 0.12 * least(coalesce(t.n_acts, 0), 2) >= 0.45
ORDER BY c.article_a, c.article_b;
