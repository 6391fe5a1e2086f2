-- No source suddenly loses most of its articles.
-- severity: warning
-- table: sources
WITH sizes AS (
    SELECT r.ago, f.source_id, sum(f.value) AS n FROM run_figures AS f JOIN check_run AS r USING (run_id)
    WHERE f.measure = 'n_articles' GROUP BY r.ago, f.source_id
), usual AS (
    SELECT source_id, median(n) AS n, count(*) AS n_runs FROM sizes WHERE ago BETWEEN 1 AND 10 GROUP BY source_id
)
SELECT 'sources.n_articles' AS what, source_id AS id, 'has ' || coalesce(now.n, 0)::BIGINT || ' articles; it had ' || u.n::BIGINT
    || if(n_runs = 1, ' in the run before', ' in the ' || n_runs || ' runs before') AS detail
FROM usual AS u LEFT JOIN (SELECT source_id, n FROM sizes WHERE ago = 0) AS now USING (source_id)
WHERE u.n >= floor_of('min_articles', source_id, NULL) AND coalesce(now.n, 0) < u.n * (1 - floor_of('max_lost_share', source_id, NULL));
