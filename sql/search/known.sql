-- Articles whose words stand in the version before this one (`previous`, by the same code) as they would be found here: the same text, the
-- same kept lines, the same title. `previous_no`: the number of the article there.
CREATE OR REPLACE TEMP TABLE known AS
WITH here AS (
    SELECT a.article_id, a.text_sha256, a.title, l.kept_lines, l.has_title
    FROM main.articles AS a
    LEFT JOIN (
        SELECT article_id, list(line_no ORDER BY line_no) AS kept_lines, bool_or(role = 'title') AS has_title
        FROM main.article_lines WHERE kept GROUP BY article_id
    ) AS l USING (article_id)
), there AS (
    SELECT a.article_id, a.text_sha256, a.title, l.kept_lines, l.has_title
    FROM previous.main.articles AS a
    LEFT JOIN (
        SELECT article_id, list(line_no ORDER BY line_no) AS kept_lines, bool_or(role = 'title') AS has_title
        FROM previous.main.article_lines WHERE kept GROUP BY article_id
    ) AS l USING (article_id)
)
SELECT s.article_id, s.article_no AS previous_no, s.n_tokens
FROM (FROM here INTERSECT FROM there) AS same JOIN previous.main.search_articles AS s USING (article_id);
