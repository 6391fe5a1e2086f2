-- The lines of an article, joined by newlines, are its text; each line is what stands at its offsets; none is missing.
-- By lengths, line by line: to look each line up in the text would take the square of a long text's time.
-- table: article_lines
SELECT 'article_lines' AS what, article_id AS id, 'the lines joined are not the text' AS detail
FROM (
    SELECT article_id, unnest(lines) AS line, generate_subscripts(lines, 1) AS line_no
    FROM (SELECT article_id, string_split(text, chr(10)) AS lines FROM articles)
) AS t
FULL JOIN article_lines AS l USING (article_id, line_no)
WHERE t.line IS NULL OR l.end_char IS NULL OR length(t.line) <> l.end_char - l.start_char
GROUP BY article_id
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
