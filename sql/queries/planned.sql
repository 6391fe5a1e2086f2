-- What was planned, and did it take place? The latest plans.
-- On the samples: date_start = 2025-04-10; event_type = AGREE; took_place_on = NULL
SELECT v.date_start, v.date_precision, v.event_type, v.label, done.date_start AS took_place_on, done.label AS took_place_as
FROM events AS v
LEFT JOIN events AS done ON done.fulfils_event_id = v.event_id
WHERE v.realis = 'planned'
ORDER BY v.date_start DESC NULLS LAST, v.label, v.event_id
LIMIT 100;
