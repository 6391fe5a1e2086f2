-- Who is named in the same articles.
CREATE OR REPLACE MACRO cooccurs_with(who, n := 20) AS TABLE
WITH mine AS (
    SELECT DISTINCT m.article_id FROM main.entity_mentions AS m WHERE m.entity_id = entity_id_of(who)
)
SELECT e.entity_id, e.name, e.type, count(DISTINCT m.article_id) AS n_articles,
    count(DISTINCT m.article_id) FILTER (a.duplicate_of IS NULL) AS n_originals, count(DISTINCT a.source_id) AS n_sources,
    round(count(DISTINCT m.article_id) / (SELECT count(*) FROM mine), 3) AS share_of_articles,
    min(a.published_on) AS first_on, max(a.published_on) AS last_on
FROM mine JOIN main.entity_mentions AS m USING (article_id) JOIN main.articles AS a USING (article_id)
JOIN main.entities AS e USING (entity_id)
WHERE e.entity_id <> entity_id_of(who)
GROUP BY e.entity_id, e.name, e.type
ORDER BY n_articles DESC, e.name, e.entity_id LIMIT n;
COMMENT ON MACRO TABLE cooccurs_with IS 'The n entities (20) that stand in most articles together with somebody (any spelling, or an id), with the share of his articles; n_originals leaves copies out.';
