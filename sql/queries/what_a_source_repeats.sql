-- Which lines stand on most of an outlet's latest articles (40 of each), and were they kept or dropped? A kept one deserves a look.
-- On the samples: source_id = carthage-herald; line = Subscribe to our newsletter; n_articles = 3; share_of_articles = 1.0; n_kept = 0; roles = notice
WITH latest AS (
    SELECT article_id, source_id FROM articles
    QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY published_on DESC NULLS LAST, article_id) <= 40
), totals AS (
    SELECT source_id, count(*) AS n FROM latest GROUP BY source_id
), written AS (
    SELECT l.article_id, l.source_id, unnest(string_split(a.text, chr(10))) AS line, generate_subscripts(string_split(a.text, chr(10)), 1) AS line_no
    FROM latest AS l JOIN articles AS a USING (article_id)
)
SELECT w.source_id, trim(w.line) AS line, count(DISTINCT w.article_id) AS n_articles,
    round(count(DISTINCT w.article_id) / any_value(t.n), 2) AS share_of_articles,
    count(*) FILTER (l.kept) AS n_kept, string_agg(DISTINCT l.role, ', ' ORDER BY l.role) AS roles
FROM written AS w JOIN article_lines AS l USING (article_id, line_no) JOIN totals AS t USING (source_id)
WHERE l.role <> 'blank' AND l.end_char - l.start_char <= 300
GROUP BY w.source_id, trim(w.line)
HAVING n_articles > 1 AND 2 * n_articles >= any_value(t.n)
ORDER BY n_kept DESC, n_articles DESC, w.source_id, line
LIMIT 100;
