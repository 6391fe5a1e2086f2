-- No source or language suddenly yields fewer events, or events without day or place.
-- severity: warning
-- table: event_mentions
SELECT about || '.' || measure AS what, id, detail FROM check_changes WHERE is_drop AND about IN ('event_mentions');
