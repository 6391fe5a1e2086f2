-- What is searched of the articles between two ids that are not known from before, in the order of ids: the kept lines, and the title where
-- no line is it.
SELECT concat_ws(chr(10), CASE WHEN NOT coalesce(l.has_title, false) THEN a.title END, coalesce(l.text, '')) AS text
FROM main.articles AS a
LEFT JOIN (
    SELECT l.article_id, string_agg(substr(a.text, l.start_char + 1, l.end_char - l.start_char), chr(10) ORDER BY l.line_no) AS text,
        bool_or(l.role = 'title') AS has_title
    FROM main.article_lines AS l JOIN main.articles AS a USING (article_id)
    WHERE l.kept AND l.article_id BETWEEN $1 AND $2
    GROUP BY l.article_id
) AS l USING (article_id)
WHERE a.article_id BETWEEN $1 AND $2 AND a.article_id NOT IN (SELECT article_id FROM known)
ORDER BY a.article_id;
