-- The quotes of a statement, the earliest first, segment by segment: words, speaker and who passes it on, in each article.
SELECT q.quote_id, q.utterance_id, q.segment_no, q.article_id, q.start_char, q.end_char, q.text, q.kind, q.lang, q.relation, q.cue_text,
    q.speaker_text, q.speaker_entity_id, e.name AS speaker, e.name_lang, q.speaker_basis, q.relayed_by_text, q.relayed_by_entity_id,
    r.name AS relayed_by, r.name_lang AS relayed_lang, a.credit, a.source_id, a.title, a.lang AS article_lang, a.published_on, a.duplicate_of,
    q.score, q.rule_id
FROM quotes AS q JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
LEFT JOIN entities AS r ON r.entity_id = q.relayed_by_entity_id
WHERE q.quote_group_id = $quote_group_id
ORDER BY a.published_on NULLS LAST, a.article_id, q.utterance_id, q.segment_no LIMIT 300;
