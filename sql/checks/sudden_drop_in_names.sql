-- No source or language suddenly yields fewer names.
-- severity: warning
-- table: entity_mentions
SELECT about || '.' || measure AS what, id, detail FROM check_changes WHERE is_drop AND about IN ('entity_mentions');
