-- The quotes in an article: words, speaker, and how many outlets and languages carry the statement.
SELECT q.quote_id, q.start_char, q.end_char, q.text, q.kind, q.lang, q.cue_text, q.cue_start_char, q.cue_end_char, q.cue_class,
    q.speaker_text, q.speaker_start_char, q.speaker_end_char, q.speaker_entity_id, e.name AS speaker, e.name_lang, q.speaker_basis,
    q.relayed_by_text, q.relayed_by_entity_id, q.quote_group_id, q.relation, q.score, q.rule_id, g.n_sources, g.n_langs
FROM quotes AS q
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
LEFT JOIN quote_groups AS g USING (quote_group_id)
WHERE q.article_id = $article_id ORDER BY q.start_char, q.end_char;
