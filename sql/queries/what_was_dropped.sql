-- What was left out of the articles, by which rule, how sure is that, and what does such a line look like?
WITH dropped AS (
    SELECT l.role, l.rule_id, count(*) AS n_lines, count(DISTINCT l.article_id) AS n_articles, count(DISTINCT a.source_id) AS n_sources,
        round(avg(l.score), 2) AS mean_score, min(l.reason) AS a_reason,
        arg_min(struct_pack(article_id := l.article_id, s := l.start_char, e := l.end_char), (l.article_id, l.line_no)) AS first
    FROM article_lines AS l
    JOIN articles AS a USING (article_id)
    WHERE NOT l.kept AND l.role <> 'blank'
    GROUP BY l.role, l.rule_id
)
SELECT d.role, d.rule_id, d.n_lines, d.n_articles, d.n_sources, d.mean_score, d.a_reason,
    left(span((SELECT text FROM articles AS a WHERE a.article_id = d.first.article_id), d.first.s, d.first.e), 60) AS example
FROM dropped AS d
ORDER BY d.n_lines DESC, d.role, d.rule_id;
