-- What could not be read, and what to do about it.
SELECT uri, source_id, stage, error_code, message, hint, first_seen_at, last_seen_at FROM ingest_errors WHERE NOT is_resolved
ORDER BY last_seen_at DESC, uri, stage, error_code LIMIT 100;
