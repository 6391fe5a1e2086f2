-- Which statements stand in more than one language, who made them, and which outlets carry them?
SELECT e.name AS speaker, g.n_quotes, g.n_sources, g.n_langs, string_agg(DISTINCT a.source_id, ', ' ORDER BY a.source_id) AS outlets, left(g.text, 100) AS statement
FROM quote_groups AS g
JOIN quotes AS q USING (quote_group_id)
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = g.speaker_entity_id
WHERE g.n_langs > 1
GROUP BY ALL
ORDER BY g.n_quotes DESC, speaker, statement;
