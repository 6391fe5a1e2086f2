-- No source or language suddenly yields fewer quotes, or quotes of which it is not known who speaks.
-- severity: warning
-- table: quotes
SELECT about || '.' || measure AS what, id, detail FROM check_changes WHERE is_drop AND about IN ('quotes');
