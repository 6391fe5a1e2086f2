-- The quotes whose id begins with $wanted, with their article, what stands around them, and who is meant by the words for the speaker.
SELECT q.quote_id, q.utterance_id, q.segment_no, q.kind, q.lang, q.text, q.start_char, q.end_char, q.article_id, a.uri, a.source_id, a.title,
    a.published_on, q.cue_text, q.cue_class, q.rule_id, q.score, q.speaker_text, q.speaker_start_char, q.speaker_mention_type, q.speaker_basis,
    q.speaker_entity_id, s.name AS speaker_name, s.type AS speaker_type, q.relayed_by_text, q.relayed_by_entity_id,
    r.name AS relayed_by_name, q.quote_group_id, q.relation, q.in_title,
    substr(a.text, greatest(q.start_char - $around, 0) + 1, q.start_char - greatest(q.start_char - $around, 0)) AS before,
    substr(a.text, q.end_char + 1, $around) AS behind,
    (SELECT count(*) FROM quotes AS o WHERE o.utterance_id = q.utterance_id) AS n_segments
FROM quotes AS q JOIN articles AS a USING (article_id)
LEFT JOIN entities AS s ON s.entity_id = q.speaker_entity_id
LEFT JOIN entities AS r ON r.entity_id = q.relayed_by_entity_id
WHERE starts_with(q.quote_id, $wanted)
ORDER BY q.quote_id LIMIT $most;
