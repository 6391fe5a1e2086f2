-- How many files and records wait for somebody, by kind of error.
SELECT error_code, count(*) AS n, count(DISTINCT source_id) AS n_sources FROM ingest_errors WHERE NOT is_resolved
GROUP BY error_code ORDER BY n DESC, error_code;
