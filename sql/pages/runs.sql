-- The last runs.
SELECT run_id, started_at, n_new, n_changed, n_unchanged, n_removed, n_failed, seconds FROM runs ORDER BY started_at DESC LIMIT 12;
