-- Under which spellings, in which scripts and languages does each person occur? Those in most articles.
-- On the samples: name = Togoï Barkaï Hamidi; n_langs = 3
-- On the samples: name = Thandeka Morolong; n_langs = 3; spellings = Thandeka Morolong (en); Thandeka Morolong (fr); ثانديكا مورولونغ (ar)
SELECT e.name, e.n_articles, e.n_langs, string_agg(DISTINCT x.alias || ' (' || x.lang || ')', '; ' ORDER BY x.alias || ' (' || x.lang || ')') AS spellings
FROM entities AS e
JOIN entity_aliases AS x USING (entity_id)
WHERE e.type = 'PER'
GROUP BY e.entity_id, e.name, e.n_articles, e.n_langs
HAVING count(DISTINCT x.alias) > 1
ORDER BY e.n_articles DESC, e.name, e.entity_id
LIMIT 100;
