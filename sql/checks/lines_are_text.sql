-- The lines of an article, joined by newlines, are its text; each line is what stands at its offsets; none is missing.
SELECT 'article_lines' AS what, a.article_id AS id, 'the lines joined are not the text' AS detail
FROM articles AS a
LEFT JOIN (
    SELECT l.article_id, count(*) AS n, max(l.line_no) AS last_no,
        string_agg(substr(a.text, l.start_char + 1, l.end_char - l.start_char), chr(10) ORDER BY l.line_no) AS joined
    FROM article_lines AS l JOIN articles AS a USING (article_id)
    GROUP BY l.article_id
) AS j USING (article_id)
WHERE j.joined IS DISTINCT FROM a.text OR j.n <> j.last_no
UNION ALL BY NAME
SELECT 'article_lines' AS what, article_id || ' line ' || line_no AS id, 'does not begin behind the line before it' AS detail
FROM (
    SELECT article_id, line_no, start_char, end_char,
        lag(end_char, 1, -1) OVER (PARTITION BY article_id ORDER BY line_no) AS before
    FROM article_lines
)
WHERE start_char <> before + 1 OR end_char < start_char
UNION ALL BY NAME
SELECT 'article_lines' AS what, article_id || ' line ' || line_no AS id, 'is kept with role ' || role || ', or dropped with it' AS detail
FROM article_lines
WHERE kept <> (role IN ('title', 'subtitle', 'body', 'subhead', 'list_item', 'byline', 'dateline'));
