-- The lines of one version of an article, with their text and the verdict on them.
SELECT l.line_no, l.start_char, l.end_char, l.kept, l.role, l.score, l.rule_id, l.reason,
    substr(a.text, l.start_char + 1, l.end_char - l.start_char) AS text
FROM (FROM main.article_lines UNION ALL BY NAME FROM history.article_lines) AS l
JOIN (
    SELECT article_id, text FROM main.articles UNION ALL SELECT article_id, text FROM history.articles
) AS a USING (article_id)
WHERE article_id = $article_id
ORDER BY l.line_no;
