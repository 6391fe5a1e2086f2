-- What do the outlets say differently about one and the same event?
SELECT label, field, value, n_values, array_to_string(source_ids, ', ') AS outlets
FROM v_differences
ORDER BY n_values DESC, label, event_id, field, value
LIMIT 200;
