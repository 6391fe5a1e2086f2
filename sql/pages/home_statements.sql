-- The statements that most outlets carry.
SELECT g.quote_group_id, g.text, g.lang, g.n_sources, g.n_langs, e.entity_id, e.name, e.name_lang
FROM (FROM quote_groups WHERE n_sources > 1 ORDER BY n_sources DESC, n_langs DESC, quote_group_id LIMIT 6) AS g
LEFT JOIN entities AS e ON e.entity_id = g.speaker_entity_id
ORDER BY g.n_sources DESC, g.n_langs DESC, g.quote_group_id;
