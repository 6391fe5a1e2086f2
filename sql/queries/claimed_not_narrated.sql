-- What is only claimed: events that stand in quotations or indirect speech alone, and who says so?
SELECT v.certainty, v.event_type, v.date_start, v.label, string_agg(DISTINCT e.name, ', ' ORDER BY e.name) AS according_to
FROM events AS v
JOIN event_mentions AS m USING (event_id)
LEFT JOIN quotes AS q USING (quote_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
WHERE v.certainty IN ('claimed', 'disputed', 'denied')
GROUP BY v.event_id, v.certainty, v.event_type, v.date_start, v.label
ORDER BY v.date_start NULLS LAST, v.label, v.event_id;
