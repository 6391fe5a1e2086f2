-- The schema main anew: current articles, their lines and places, their sources. The tables are empty when this runs.

INSERT INTO main.articles BY NAME SELECT * FROM public_articles WHERE is_current ORDER BY article_id;

INSERT INTO main.article_lines BY NAME
SELECT l.article_id, l.line_no, l.start AS start_char, l."end" AS end_char, l.kept, l.role,
    coalesce('The same line stands on ' || c.others || ' of this source.', l.reason) AS reason,
    round(l.score, 3) AS score, l.rule_id
FROM evidence.lines AS l LEFT JOIN profile_counts AS c USING (article_id, line_no) JOIN main.articles USING (article_id)
ORDER BY l.article_id, l.line_no;

INSERT INTO main.sources BY NAME
SELECT source_id, s.name, s.homepage, s.country, s.language, s.timezone, s.rights, may_publish_text, n_articles
FROM (
    SELECT d.source_id, arg_min(d.source, d.article_id) AS s, bool_and(d.source.may_publish_text) AS may_publish_text, count(*) AS n_articles
    FROM evidence.documents AS d JOIN main.articles USING (article_id)
    GROUP BY d.source_id
)
ORDER BY source_id;
