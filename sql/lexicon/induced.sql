-- Persons, bodies and places that no lexicon knows, by the number of articles that name them: what a user may want to add.
-- $lang: only those named in that language, NULL for all; $most: rows at most.
WITH named AS (
    SELECT m.entity_id, m.article_id, m.text, m.start_char, m.end_char, a.lang, a.source_id, a.uri, a.text AS article_text
    FROM entity_mentions AS m JOIN articles AS a USING (article_id) JOIN entities AS e USING (entity_id)
    WHERE e.source = 'induced'
),
wanted AS (
    SELECT entity_id, count(DISTINCT article_id) AS n_articles, count(DISTINCT source_id) AS n_sources, count(*) AS n_mentions,
        list_sort(list_distinct(list(lang))) AS langs, arg_min(uri, (uri, start_char)) AS uri,
        arg_min(substr(article_text, greatest(start_char - 30, 0) + 1, end_char - start_char + 60), (uri, start_char)) AS around
    FROM named GROUP BY entity_id HAVING $lang IS NULL OR list_contains(list(lang), $lang)
),
spelt AS (
    SELECT entity_id, alias, lang,
        row_number() OVER (PARTITION BY entity_id, lang ORDER BY contains(alias, ' ') DESC, n_mentions DESC, length(alias) DESC, alias) AS place
    FROM entity_aliases WHERE kind = 'name' AND n_mentions > 0
)
SELECT e.type, e.name, e.country, e.sector, w.n_articles, w.n_sources, w.langs, w.uri, w.around,
    coalesce((SELECT list(s.lang || ':' || s.alias ORDER BY s.lang, s.place) FROM spelt AS s WHERE s.entity_id = e.entity_id AND s.place <= 3),
        []) AS spellings
FROM wanted AS w JOIN entities AS e USING (entity_id)
ORDER BY w.n_articles DESC, w.n_sources DESC, w.n_mentions DESC, e.name, e.entity_id LIMIT $most;
