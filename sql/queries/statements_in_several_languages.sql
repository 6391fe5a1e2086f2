-- Which statements stand in more than one language, who made them, and which outlets carry them? Those that most quote.
-- On the samples: speaker = Ingrid Halvorsrud; n_sources = 4; n_langs = 3
-- On the samples: speaker = Leila Ben Achour Mzali; n_langs = 3; outlets = al-wasl, carthage-herald, unsorted
WITH widest AS (
    SELECT quote_group_id, speaker_entity_id, text, n_quotes, n_sources, n_langs
    FROM quote_groups
    WHERE n_langs > 1
    ORDER BY n_quotes DESC, quote_group_id
    LIMIT 100
)
SELECT e.name AS speaker, g.n_quotes, g.n_sources, g.n_langs, string_agg(DISTINCT a.source_id, ', ' ORDER BY a.source_id) AS outlets, left(g.text, 100) AS statement
FROM widest AS g
JOIN quotes AS q USING (quote_group_id)
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = g.speaker_entity_id
GROUP BY g.quote_group_id, e.name, g.n_quotes, g.n_sources, g.n_langs, g.text
ORDER BY g.n_quotes DESC, speaker, statement;
