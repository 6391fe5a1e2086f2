-- Events by the words of their label, or of a report.
SELECT event_id, label, event_type, date_start, date_end, date_precision, n_sources, n_langs FROM events
WHERE contains(strip_accents(lower(label)), strip_accents(lower($words)))
    OR event_id IN (SELECT event_id FROM event_mentions WHERE contains(strip_accents(lower(text)), strip_accents(lower($words))))
ORDER BY n_sources DESC, date_start DESC NULLS LAST, event_id LIMIT $most;
