-- Versions that never were current (a newer one came with them) go into the history with their lines.
CREATE OR REPLACE TEMP TABLE never_current AS
SELECT p.article_id FROM public_articles AS p
WHERE NOT p.is_current AND p.article_id NOT IN (SELECT article_id FROM history.articles);

INSERT INTO history.articles BY NAME
SELECT p.* FROM public_articles AS p JOIN never_current USING (article_id) ORDER BY p.article_id;

INSERT INTO history.article_lines BY NAME
SELECT l.article_id, l.line_no, l.start AS start_char, l."end" AS end_char, l.kept, l.role,
    coalesce('The same line stands on ' || c.others || ' of this source.', l.reason) AS reason,
    round(l.score, 3) AS score, l.rule_id
FROM evidence.lines AS l LEFT JOIN profile_counts AS c USING (article_id, line_no) JOIN never_current USING (article_id)
ORDER BY l.article_id, l.line_no;
