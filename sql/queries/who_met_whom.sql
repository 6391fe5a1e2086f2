-- Who met whom, when and where, reported by how many outlets?
-- On the samples: date_start = 2025-03-11; place = Addis Ababa; certainty = reported; n_sources = 4; n_langs = 3
-- On the samples: date_start = 2025-04-02; place = Salalah; certainty = claimed
SELECT date_start, date_precision, place, array_to_string(actors, ', ') AS parties, array_to_string(recipients, ', ') AS hosts, certainty, n_sources, n_langs, label
FROM v_events
WHERE event_type = 'CONSULT' AND realis = 'actual'
ORDER BY n_sources DESC, date_start NULLS LAST, label, event_id
LIMIT 100;
