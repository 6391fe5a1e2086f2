-- Statements by their words.
SELECT g.quote_group_id, g.text, g.lang, g.n_sources, g.n_langs, e.name AS speaker, e.name_lang, e.entity_id
FROM (
    SELECT quote_group_id FROM quotes WHERE contains(strip_accents(lower(text)), strip_accents(lower($words)))
    GROUP BY quote_group_id ORDER BY count(*) DESC, quote_group_id LIMIT $most
) JOIN quote_groups AS g USING (quote_group_id)
LEFT JOIN entities AS e ON e.entity_id = g.speaker_entity_id
ORDER BY g.n_sources DESC, g.quote_group_id;
