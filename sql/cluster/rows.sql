-- The rows of a table of evidence, from the list of that name in the outcomes of a job. {columns}: those of the table.
INSERT INTO evidence.{table} BY NAME
SELECT {columns} FROM (
    SELECT article_id, generate_subscripts({list}, 1) - 1 AS no, unnest({list}, max_depth := 2) FROM outcomes
)
