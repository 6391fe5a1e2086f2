-- Which report of a happening carries which statement, and where.
SELECT g.quote_group_id, g.text, g.lang, e.name AS speaker, e.name_lang, e.entity_id, q.article_id, min(q.start_char) AS start_char,
    arg_min(q.end_char, q.start_char) AS end_char, any_value(q.relation) AS relation
FROM articles AS a JOIN quotes AS q USING (article_id) JOIN quote_groups AS g USING (quote_group_id)
LEFT JOIN entities AS e ON e.entity_id = g.speaker_entity_id
WHERE a.story_id = $story_id
GROUP BY ALL ORDER BY any_value(g.n_sources) DESC, g.quote_group_id, q.article_id LIMIT 1000;
