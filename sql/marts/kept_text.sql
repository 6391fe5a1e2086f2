-- The articles without what the site put around them.
CREATE OR REPLACE VIEW kept_text AS
SELECT a.article_id, a.source_id, a.lang, a.published_on, a.title, l.text
FROM main.articles AS a
LEFT JOIN (
    SELECT l.article_id,
        string_agg(substr(a.text, l.start_char + 1, l.end_char - l.start_char), chr(10) ORDER BY l.line_no) AS text
    FROM main.article_lines AS l JOIN main.articles AS a USING (article_id)
    WHERE l.kept
    GROUP BY l.article_id
) AS l USING (article_id);
COMMENT ON VIEW kept_text IS 'One row an article: its kept lines only, joined by newlines.';
COMMENT ON COLUMN kept_text.text IS 'The kept lines. Offsets of other tables do not count in this text but in articles.text.';
