-- Most documents of a source can be read and worked on.
-- severity: warning
-- table: ingest_errors
SELECT 'ingest_errors' AS what, source_id AS id,
    f.value::BIGINT || ' errors among ' || f.n || ' documents; the most is ' || floor_of('max_error_share', source_id, NULL) || ' of them' AS detail
FROM run_figures AS f JOIN check_run AS r USING (run_id)
WHERE r.ago = 0 AND f.measure = 'n_errors' AND f.n >= floor_of('min_articles', source_id, NULL)
    AND f.value / f.n > floor_of('max_error_share', source_id, NULL);
