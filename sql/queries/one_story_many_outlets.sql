-- Which happenings do most outlets report, in which languages, and which articles are copies?
-- On the samples: label = Four killed in attack on road convoy in northern Chad; n_articles = 4; n_sources = 4; n_langs = 3
-- On the samples: date_start = 2025-04-10; n_sources = 2; outlets = meridian-wire, al-marsad
SELECT s.label, s.date_start, s.n_articles, s.n_sources, s.n_langs,
    string_agg(a.source_id || CASE WHEN a.duplicate_of IS NULL THEN '' ELSE ' (copy)' END, ', ' ORDER BY a.published_on, a.article_id) AS outlets
FROM stories AS s
JOIN articles AS a USING (story_id)
WHERE s.n_articles > 1
GROUP BY s.story_id, s.label, s.date_start, s.n_articles, s.n_sources, s.n_langs
ORDER BY s.n_sources DESC, s.date_start NULLS LAST, s.label, s.story_id
LIMIT 100;
