-- Words that may be names, which no article gives enough evidence for: from the build file, by the number of articles that have them.
-- $lang: only those of that language, NULL for all; $most: rows at most.
WITH found AS (
    SELECT l.type, l.name, l.lang, l.country, l.article_id, a.source_id, a.uri, a.text AS article_text, m.start, m."end"
    FROM evidence.local_entities AS l
    JOIN main.articles AS a USING (article_id)
    JOIN evidence.mentions AS m ON m.article_id = l.article_id AND m.local_no = l.no
    WHERE NOT l.is_confirmed AND ($lang IS NULL OR l.lang = $lang)
        AND NOT EXISTS (SELECT 1 FROM main.entity_mentions AS p WHERE p.article_id = m.article_id AND p.start_char = m.start)
)
SELECT mode(type ORDER BY type) AS type, name, NULL::VARCHAR AS country, NULL::VARCHAR AS sector,
    count(DISTINCT article_id) AS n_articles, count(DISTINCT source_id) AS n_sources, list_sort(list_distinct(list(lang))) AS langs,
    arg_min(uri, (uri, start)) AS uri,
    arg_min(substr(article_text, greatest(start - 30, 0) + 1, "end" - start + 60), (uri, start)) AS around,
    [min(lang) || ':' || name] AS spellings
FROM found GROUP BY name
ORDER BY n_articles DESC, n_sources DESC, count(*) DESC, name LIMIT $most;
