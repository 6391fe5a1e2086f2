-- The lines that were kept, blank ones left out. Their type is their role.
CREATE OR REPLACE TEMP TABLE population AS
SELECT l.article_id || ' ' || l.line_no AS id, a.lang, a.source_id AS source, l.role AS type
FROM main.article_lines AS l JOIN main.articles AS a USING (article_id) WHERE l.kept AND l.role <> 'blank';
