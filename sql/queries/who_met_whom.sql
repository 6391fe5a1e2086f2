-- Who met whom, when and where, reported by how many outlets?
SELECT v.date_start, v.date_precision, p.name AS place, string_agg(DISTINCT e.name, ', ' ORDER BY e.name) AS parties, v.n_sources, v.n_langs, v.label
FROM events AS v
JOIN event_mentions AS m USING (event_id)
JOIN event_participants AS x USING (event_mention_id)
JOIN entities AS e ON e.entity_id = x.entity_id
LEFT JOIN entities AS p ON p.entity_id = v.place_entity_id
WHERE v.event_type = 'CONSULT' AND x.role <> 'place'
GROUP BY v.event_id, v.date_start, v.date_precision, p.name, v.n_sources, v.n_langs, v.label
ORDER BY v.date_start NULLS LAST, v.label, v.event_id;
