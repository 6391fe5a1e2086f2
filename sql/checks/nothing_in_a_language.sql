-- A language that has a pack yields names, quotes and events.
-- severity: warning
-- table: entity_mentions
WITH found AS (
    SELECT 'entity_mentions' AS about, article_id FROM entity_mentions
    UNION ALL SELECT 'quotes', article_id FROM quotes
    UNION ALL SELECT 'event_mentions', article_id FROM event_mentions
)
SELECT p.about AS what, p.lang AS id, 'none in ' || count(DISTINCT a.article_id) || ' articles' AS detail
FROM check_packs AS p
JOIN articles AS a ON a.lang = p.lang
LEFT JOIN found AS f ON f.about = p.about AND f.article_id = a.article_id
GROUP BY p.about, p.lang
HAVING count(f.article_id) = 0 AND count(DISTINCT a.article_id) >= floor_of('min_articles_with_none', NULL, p.lang);
