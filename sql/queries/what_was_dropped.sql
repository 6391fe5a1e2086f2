-- What was left out of the articles, by which rule, how sure is that, and what does such a line look like?
SELECT l.role, l.rule_id, count(*) AS n_lines, count(DISTINCT a.article_id) AS n_articles, count(DISTINCT a.source_id) AS n_sources,
    round(avg(l.score), 2) AS mean_score, min(l.reason) AS a_reason,
    min(substr(a.text, l.start_char + 1, least(l.end_char - l.start_char, 60))) AS example
FROM article_lines AS l
JOIN articles AS a USING (article_id)
WHERE NOT l.kept AND l.role <> 'blank'
GROUP BY l.role, l.rule_id
ORDER BY n_lines DESC, l.role, l.rule_id;
