-- No source or language suddenly loses what was kept of its texts, or the days of its articles.
-- severity: warning
-- table: article_lines
SELECT about || '.' || measure AS what, id, detail FROM check_changes WHERE is_drop AND about IN ('article_lines', 'articles');
