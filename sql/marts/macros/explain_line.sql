-- Why a line was kept or dropped.
CREATE OR REPLACE MACRO explain_line(article, line) AS TABLE
SELECT l.line_no, span(a.text, l.start_char, l.end_char) AS text, l.kept, l.role, l.reason, l.score, l.rule_id,
    (SELECT count(DISTINCT o.article_id) FROM main.article_lines AS o JOIN main.articles AS b USING (article_id)
        WHERE b.source_id = a.source_id AND o.article_id <> a.article_id AND o.end_char - o.start_char = l.end_char - l.start_char
            AND l.end_char > l.start_char AND span(b.text, o.start_char, o.end_char) = span(a.text, l.start_char, l.end_char)
    ) AS n_other_articles,
    a.source_id, a.uri, a.article_id, l.start_char, l.end_char
FROM main.article_lines AS l JOIN main.articles AS a USING (article_id)
WHERE l.article_id = article_id_of(article) AND l.line_no = line;
COMMENT ON MACRO TABLE explain_line IS 'A line of an article (article_id, uri, url or external_id; lines count from 1): its text, whether it was kept, as what, why, how sure that is, by which rule, and on how many other articles of its outlet the very same line stands.';
