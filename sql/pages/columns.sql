-- The columns of a table or view.
SELECT column_name, data_type, is_nullable, comment FROM duckdb_columns()
WHERE schema_name = 'main' AND table_name = $name AND NOT internal ORDER BY column_index LIMIT 300;
