-- What was left out of the articles, by which rule, how sure is that, and what does such a line look like?
-- On the samples: role = share; rule_id = chrome_fr_share; example = Partager
WITH dropped AS (
    SELECT l.role, l.rule_id, count(*) AS n_lines, count(DISTINCT l.article_id) AS n_articles, count(DISTINCT a.source_id) AS n_sources,
        round(avg(l.score), 2) AS mean_score, min(l.reason) AS a_reason, min(l.article_id) AS article_id
    FROM article_lines AS l
    JOIN articles AS a USING (article_id)
    WHERE NOT l.kept AND l.role <> 'blank'
    GROUP BY l.role, l.rule_id
), example AS (
    SELECT l.role, l.rule_id, l.article_id, arg_min((l.start_char, l.end_char), l.line_no) AS place
    FROM article_lines AS l SEMI JOIN dropped USING (article_id, role, rule_id)
    WHERE NOT l.kept
    GROUP BY ALL
)
SELECT d.role, d.rule_id, d.n_lines, d.n_articles, d.n_sources, d.mean_score, d.a_reason,
    left(span(a.text, e.place[1], e.place[2]), 60) AS example
FROM dropped AS d JOIN example AS e USING (article_id, role, rule_id) JOIN articles AS a USING (article_id)
ORDER BY d.n_lines DESC, d.role, d.rule_id;
