-- What was found, by language, and in all.
WITH numbers AS (
    SELECT a.lang, 'articles' AS what, a.article_id AS id FROM articles AS a
    UNION ALL
    SELECT a.lang, CASE WHEN l.kept THEN 'kept' ELSE 'dropped' END, l.article_id || ' ' || l.line_no
    FROM article_lines AS l JOIN articles AS a USING (article_id)
    UNION ALL
    SELECT a.lang, 'entities', m.entity_id FROM entity_mentions AS m JOIN articles AS a USING (article_id)
    UNION ALL
    SELECT a.lang, 'quotes', q.quote_id FROM quotes AS q JOIN articles AS a USING (article_id)
    UNION ALL
    SELECT a.lang, 'events', e.event_id FROM event_mentions AS e JOIN articles AS a USING (article_id)
)
SELECT coalesce(lang, 'all') AS language,
    count(DISTINCT id) FILTER (what = 'articles') AS articles,
    count(DISTINCT id) FILTER (what = 'kept') AS kept,
    count(DISTINCT id) FILTER (what = 'dropped') AS dropped,
    count(DISTINCT id) FILTER (what = 'entities') AS entities,
    count(DISTINCT id) FILTER (what = 'quotes') AS quotes,
    count(DISTINCT id) FILTER (what = 'events') AS events
FROM numbers
GROUP BY GROUPING SETS ((lang), ())
ORDER BY lang NULLS LAST;
