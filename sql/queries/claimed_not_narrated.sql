-- What is only claimed: events that stand in quotations or indirect speech alone, and who says so? Those that most outlets carry.
-- On the samples: certainty = claimed; event_type = ASSAULT; date_start = 2025-03-18; according_to = Saleh Moussa Guirbaye
-- On the samples: event_type = REQUEST; date_start = 2024-12-01; n_sources = 2
WITH claimed AS (
    SELECT event_id, certainty, event_type, date_start, label, n_sources
    FROM events
    WHERE certainty IN ('claimed', 'disputed', 'denied')
    ORDER BY n_sources DESC, date_start NULLS LAST, label, event_id
    LIMIT 100
)
SELECT v.certainty, v.event_type, v.date_start, v.label, v.n_sources, string_agg(DISTINCT e.name, ', ' ORDER BY e.name) AS according_to
FROM claimed AS v
JOIN event_mentions AS m USING (event_id)
LEFT JOIN quotes AS q USING (quote_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
GROUP BY v.event_id, v.certainty, v.event_type, v.date_start, v.label, v.n_sources
ORDER BY v.n_sources DESC, v.date_start NULLS LAST, v.label, v.event_id;
