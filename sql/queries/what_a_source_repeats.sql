-- Which lines does an outlet repeat on most of its articles, and were they kept or dropped? A kept one deserves a look.
WITH totals AS (
    SELECT source_id, count(*) AS n FROM articles GROUP BY source_id
)
SELECT a.source_id, trim(span(a.text, l.start_char, l.end_char)) AS line, count(DISTINCT a.article_id) AS n_articles,
    round(count(DISTINCT a.article_id) / any_value(t.n), 2) AS share_of_articles,
    count(*) FILTER (l.kept) AS n_kept, string_agg(DISTINCT l.role, ', ' ORDER BY l.role) AS roles
FROM article_lines AS l
JOIN articles AS a USING (article_id)
JOIN totals AS t USING (source_id)
WHERE l.role <> 'blank' AND l.end_char - l.start_char <= 300
GROUP BY a.source_id, line
HAVING n_articles > 1 AND 2 * n_articles >= any_value(t.n)
ORDER BY n_kept DESC, n_articles DESC, a.source_id, line;
