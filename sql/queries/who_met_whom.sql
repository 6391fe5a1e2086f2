-- Who met whom, when and where, reported by how many outlets?
SELECT date_start, date_precision, place, array_to_string(actors, ', ') AS parties, array_to_string(recipients, ', ') AS hosts, certainty, n_sources, n_langs, label
FROM v_events
WHERE event_type = 'CONSULT' AND realis = 'actual'
ORDER BY n_sources DESC, date_start NULLS LAST, label, event_id
LIMIT 100;
