-- What was left out of the articles, and for which reason?
SELECT l.role, l.reason, count(*) AS n_lines, count(DISTINCT a.source_id) AS n_sources,
    min(substr(a.text, l.start_char + 1, least(l.end_char - l.start_char, 60))) AS example
FROM article_lines AS l
JOIN articles AS a USING (article_id)
WHERE NOT l.kept AND l.role <> 'blank'
GROUP BY ALL
ORDER BY n_lines DESC, l.role, l.reason;
