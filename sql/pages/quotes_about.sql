-- What others say of somebody: quotes in which the name stands, the latest first.
WITH chosen AS (
    SELECT q.rowid AS row_no, any_value(a.source_id) AS source_id, any_value(a.published_on) AS published_on, any_value(a.lang) AS article_lang
    FROM entity_mentions AS m
    JOIN quotes AS q ON q.article_id = m.article_id AND m.start_char >= q.start_char AND m.end_char <= q.end_char
    JOIN articles AS a ON a.article_id = m.article_id
    WHERE m.entity_id = $entity_id AND q.speaker_entity_id IS DISTINCT FROM $entity_id
    GROUP BY q.rowid, q.quote_id
    ORDER BY published_on DESC NULLS LAST, q.quote_id LIMIT $most
)
SELECT q.quote_id, q.article_id, q.start_char, q.end_char, q.text, q.kind, q.lang, q.speaker_text, q.speaker_entity_id, e.name AS speaker, e.name_lang,
    q.speaker_basis, q.relayed_by_text, q.quote_group_id, g.n_sources, g.n_langs, q.score, q.rule_id, c.source_id, c.published_on, c.article_lang
FROM chosen AS c JOIN quotes AS q ON q.rowid = c.row_no
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
LEFT JOIN quote_groups AS g USING (quote_group_id)
ORDER BY c.published_on DESC NULLS LAST, q.quote_id;
