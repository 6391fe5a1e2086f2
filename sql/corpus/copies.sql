-- Articles that carry one text: equal texts, and texts of at least forty words of which one stands in the other by four fifths.
-- Candidates share a sampled run of five words; what is found is checked on all runs.
CREATE OR REPLACE TEMP TABLE body_runs AS
WITH words AS (
    SELECT l.article_id,
        regexp_extract_all(lower(string_agg(substr(a.text, l.start + 1, l."end" - l.start), ' ' ORDER BY l.line_no)), '[\p{L}\p{N}]+') AS words
    FROM evidence.lines AS l JOIN main.articles AS a USING (article_id)
    WHERE l.kept AND l.role IN ('body', 'list_item', 'subhead') GROUP BY l.article_id
)
-- The five words side by side: a lambda that looked into the whole list would copy it for each of its words.
SELECT article_id, list_distinct(list_transform(
    list_zip(words, words[2:], words[3:], words[4:], words[5:], true), lambda five: hash(concat_ws(' ', five[1], five[2], five[3], five[4], five[5]))
)) AS runs
FROM words WHERE len(words) >= 40;

CREATE OR REPLACE TEMP TABLE copy_pairs AS
WITH sampled AS (
    SELECT article_id, run FROM (SELECT article_id, unnest(runs) AS run FROM body_runs) WHERE run % 4 = 0
    QUALIFY count(*) OVER (PARTITION BY run) BETWEEN 2 AND 200
),
candidates AS (
    SELECT a.article_id AS article_a, b.article_id AS article_b, count(*) AS n
    FROM sampled AS a JOIN sampled AS b ON a.run = b.run AND a.article_id < b.article_id
    GROUP BY ALL HAVING n >= 4
)
SELECT article_a, article_b
FROM candidates JOIN body_runs AS x ON x.article_id = article_a JOIN body_runs AS y ON y.article_id = article_b
WHERE least(len(x.runs), len(y.runs)) >= 0.5 * greatest(len(x.runs), len(y.runs))
    AND len(list_intersect(x.runs, y.runs)) >= 0.8 * least(len(x.runs), len(y.runs))
UNION
SELECT a.article_id, b.article_id FROM main.articles AS a JOIN main.articles AS b
    ON a.text_sha256 = b.text_sha256 AND a.article_id < b.article_id
ORDER BY ALL;
