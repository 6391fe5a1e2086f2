-- Tables, views and macros of this file, and what one row is.
SELECT schema_name, table_name AS name, 'table' AS kind, comment, estimated_size AS n_rows FROM duckdb_tables() WHERE schema_name = 'main'
UNION ALL SELECT schema_name, view_name, 'view', comment, NULL FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
UNION ALL SELECT DISTINCT schema_name, function_name || '(' || array_to_string(parameters, ', ') || ')', 'macro', comment, NULL
FROM duckdb_functions() WHERE schema_name = 'main' AND NOT internal AND function_type IN ('macro', 'table_macro')
ORDER BY kind, name LIMIT 300;
