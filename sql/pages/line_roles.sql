-- Which lines are kept and which are dropped, as what.
SELECT role, kept, count(*) AS n_lines, round(avg(score), 2) AS mean_score FROM article_lines WHERE role <> 'blank'
GROUP BY role, kept ORDER BY kept DESC, n_lines DESC, role;
