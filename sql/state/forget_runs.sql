-- Runs that began before a moment, but for those that made a version that is kept, those whose figures are compared with, and the newest.
DELETE FROM state.runs
WHERE started_at < $before AND run_id NOT IN (SELECT unnest($made::VARCHAR[])) AND run_id NOT IN (SELECT run_id FROM state.run_figures)
    AND run_id NOT IN (SELECT run_id FROM state.runs ORDER BY run_id DESC LIMIT $newest)
RETURNING run_id;
