-- Reports of events as they are shown: $ids, the trigger with $around characters on either side, type, parties, day and place.
SELECT m.event_mention_id AS id, a.uri, a.url, m.trigger_start_char AS start_char, m.trigger_end_char AS end_char, m.trigger_text AS words,
    m.event_type, m.event_mode, m.realis, m.date_start, m.date_end,
    (SELECT list({'role': p.role, 'name': coalesce(e.name, p.text, p.code), 'text': p.text} ORDER BY p.ord)
     FROM main.event_participants AS p LEFT JOIN main.entities AS e USING (entity_id) WHERE p.event_mention_id = m.event_mention_id) AS parties,
    substr(a.text, greatest(m.trigger_start_char - $around, 0) + 1, m.trigger_start_char - greatest(m.trigger_start_char - $around, 0)) AS before,
    substr(a.text, m.trigger_end_char + 1, $around) AS behind
FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id)
WHERE m.event_mention_id IN (SELECT unnest($ids));
