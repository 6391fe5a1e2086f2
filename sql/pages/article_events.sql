-- The reports of events in an article.
SELECT m.event_mention_id, m.event_id, m.start_char, m.end_char, m.trigger_start_char, m.trigger_end_char, m.trigger_text, m.event_type,
    m.event_mode, m.realis, m.attribution, m.date_start, m.date_end, m.date_precision, m.date_basis, p.name AS place, p.name_lang AS place_lang,
    m.score, m.rule_id, v.label, v.certainty, v.n_sources, v.n_langs
FROM event_mentions AS m
LEFT JOIN entities AS p ON p.entity_id = m.place_entity_id
LEFT JOIN events AS v USING (event_id)
WHERE m.article_id = $article_id ORDER BY m.start_char, m.end_char, m.event_mention_id;
