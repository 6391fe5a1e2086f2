-- What do the outlets say differently about one and the same event?
-- On the samples: field = place; value = Faya-Largeau; outlets = nile-valley-observer
-- On the samples: field = place; value = Tibesti; outlets = al-wasl
SELECT label, field, value, n_values, array_to_string(source_ids, ', ') AS outlets
FROM v_differences
ORDER BY n_values DESC, label, event_id, field, value
LIMIT 200;
