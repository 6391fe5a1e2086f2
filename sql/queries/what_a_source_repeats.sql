-- Which lines stand on most of an outlet's latest articles (50 of each), and were they kept or dropped? A kept one deserves a look.
WITH latest AS (
    SELECT article_id, source_id, text FROM articles
    QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY published_on DESC NULLS LAST, article_id) <= 50
), totals AS (
    SELECT source_id, count(*) AS n FROM latest GROUP BY source_id
), written AS (
    SELECT a.article_id, a.source_id, trim(span(a.text, l.start_char, l.end_char)) AS line, l.kept, l.role
    FROM latest AS a JOIN article_lines AS l USING (article_id)
    WHERE l.role <> 'blank' AND l.end_char - l.start_char <= 300
)
SELECT w.source_id, w.line, count(DISTINCT w.article_id) AS n_articles, round(count(DISTINCT w.article_id) / any_value(t.n), 2) AS share_of_articles,
    count(*) FILTER (w.kept) AS n_kept, string_agg(DISTINCT w.role, ', ' ORDER BY w.role) AS roles
FROM written AS w JOIN totals AS t USING (source_id)
GROUP BY w.source_id, w.line
HAVING n_articles > 1 AND 2 * n_articles >= any_value(t.n)
ORDER BY n_kept DESC, n_articles DESC, w.source_id, w.line
LIMIT 100;
