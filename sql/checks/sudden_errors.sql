-- No source suddenly has many errors.
-- severity: warning
-- table: ingest_errors
WITH shares AS (
    SELECT r.ago, f.source_id, f.value, f.n, f.value / f.n AS share FROM run_figures AS f JOIN check_run AS r USING (run_id)
    WHERE f.measure = 'n_errors'
), usual AS (
    SELECT source_id, median(share) AS share, count(*) AS n_runs
    FROM (
        SELECT * FROM shares WHERE ago > 0 AND n >= floor_of('min_articles', source_id, NULL)
        QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY ago) <= 10
    )
    GROUP BY source_id
)
SELECT 'ingest_errors' AS what, source_id AS id, now.value::BIGINT || ' errors among ' || now.n || ' documents, ' || round(now.share, 3)
    || ' of them; it was ' || round(u.share, 3) || if(n_runs = 1, ' in the run before', ' in the ' || n_runs || ' runs before') AS detail
FROM shares AS now JOIN usual AS u USING (source_id)
WHERE now.ago = 0 AND now.n >= floor_of('min_articles', source_id, NULL)
    AND now.share - u.share >= floor_of('drop_of_share', source_id, NULL)
    AND now.share - u.share >= floor_of('drop_relative', source_id, NULL) * least(u.share, 1 - u.share);
