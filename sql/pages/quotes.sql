-- Quotes, the latest first: by speaker, words, language, outlet, kind, what the verb does, day, and in how many languages the statement stands.
-- Rows are chosen by what is needed for that, then read whole by their row numbers.
WITH chosen AS (
    SELECT q.rowid AS row_no, a.source_id, a.published_on, a.title, a.lang AS article_lang
    FROM quotes AS q JOIN articles AS a USING (article_id)
    WHERE ($speaker IS NULL OR q.speaker_entity_id = $speaker)
        AND ($name IS NULL OR q.speaker_entity_id IN (
            SELECT entity_id FROM entity_aliases WHERE contains(strip_accents(lower(alias)), strip_accents(lower($name)))
        ))
        AND ($words IS NULL OR contains(strip_accents(lower(q.text)), strip_accents(lower($words))))
        AND ($lang IS NULL OR q.lang = $lang) AND ($source IS NULL OR a.source_id = $source)
        AND ($kind IS NULL OR q.kind = $kind) AND ($cue IS NULL OR q.cue_class = $cue)
        AND ($since IS NULL OR a.published_on >= $since::DATE) AND ($until IS NULL OR a.published_on <= $until::DATE)
        AND ($langs IS NULL OR q.quote_group_id IN (SELECT quote_group_id FROM quote_groups WHERE n_langs >= $langs::INTEGER))
        AND ($relayed IS NULL OR q.relayed_by_text IS NOT NULL)
    ORDER BY a.published_on DESC NULLS LAST, q.article_id, q.start_char, q.quote_id LIMIT $most OFFSET $skip
)
SELECT q.quote_id, q.article_id, q.start_char, q.end_char, q.text, q.kind, q.lang, q.cue_class, q.cue_text, q.speaker_text, q.speaker_entity_id,
    e.name AS speaker, e.name_lang, q.speaker_basis, q.relayed_by_text, q.relayed_by_entity_id, r.name AS relayed_by, r.name_lang AS relayed_lang,
    q.quote_group_id, g.n_sources, g.n_langs, q.score, q.rule_id, c.source_id, c.published_on, c.title, c.article_lang
FROM chosen AS c JOIN quotes AS q ON q.rowid = c.row_no
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
LEFT JOIN entities AS r ON r.entity_id = q.relayed_by_entity_id
LEFT JOIN quote_groups AS g USING (quote_group_id)
ORDER BY c.published_on DESC NULLS LAST, q.article_id, q.start_char, q.quote_id;
