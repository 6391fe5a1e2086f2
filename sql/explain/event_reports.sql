-- The reports of an event, the earliest first: where each stands, its trigger and rule, who takes part and how that is known, and what it counts.
SELECT m.event_mention_id, m.article_id, a.source_id, a.uri, a.lang, a.published_on, a.duplicate_of, m.start_char, m.end_char, m.text,
    m.trigger_text, m.event_type, m.event_mode, m.realis, m.attribution, m.date_start, m.date_end, m.date_precision, m.date_text, m.date_basis,
    m.place_text, p.name AS place, m.place_precision, m.rule_id, m.score,
    (SELECT list({'role': x.role, 'name': n.name, 'code': x.code, 'sector': x.sector, 'text': x.text, 'basis': x.basis} ORDER BY x.ord)
     FROM event_participants AS x LEFT JOIN entities AS n USING (entity_id) WHERE x.event_mention_id = m.event_mention_id) AS parties,
    (SELECT list({'measure': c.measure, 'low': c.low, 'high': c.high, 'text': c.text} ORDER BY c.start_char)
     FROM event_numbers AS c WHERE c.event_mention_id = m.event_mention_id) AS numbers
FROM event_mentions AS m JOIN articles AS a USING (article_id) LEFT JOIN entities AS p ON p.entity_id = m.place_entity_id
WHERE m.event_id = $event_id
ORDER BY a.published_on NULLS LAST, a.uri, m.start_char, m.event_mention_id;
