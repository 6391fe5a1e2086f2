-- The parts of events (participants, numbers), from the outcomes of a job. {columns}: those of the table.
INSERT INTO evidence.{table} BY NAME
SELECT {columns} FROM (
    SELECT article_id, event_no, generate_subscripts({list}, 1) - 1 AS ord, unnest({list}, max_depth := 2) FROM (
        SELECT article_id, generate_subscripts(events, 1) - 1 AS event_no, unnest(events, max_depth := 2) FROM outcomes
    )
)
