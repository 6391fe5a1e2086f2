-- Who is named in the same articles.
CREATE OR REPLACE MACRO cooccurs_with(who, n := 20) AS TABLE
WITH meant AS (
    SELECT entity_id_of(who) AS entity_id
), mine AS (
    SELECT DISTINCT m.article_id FROM main.entity_mentions AS m WHERE m.entity_id = (SELECT entity_id FROM meant)
), named AS (
    SELECT DISTINCT m.entity_id, m.article_id FROM mine JOIN main.entity_mentions AS m USING (article_id)
), counted AS (
    SELECT d.entity_id, count(*) AS n_articles, count(*) FILTER (a.duplicate_of IS NULL) AS n_originals, count(DISTINCT a.source_id) AS n_sources,
        min(a.published_on) AS first_on, max(a.published_on) AS last_on
    FROM named AS d JOIN main.articles AS a USING (article_id)
    WHERE d.entity_id <> (SELECT entity_id FROM meant)
    GROUP BY d.entity_id
)
SELECT e.entity_id, e.name, e.type, c.n_articles, c.n_originals, c.n_sources,
    round(c.n_articles / (SELECT count(*) FROM mine), 3) AS share_of_articles, c.first_on, c.last_on
FROM counted AS c JOIN main.entities AS e USING (entity_id)
ORDER BY c.n_articles DESC, e.name, e.entity_id LIMIT n;
COMMENT ON MACRO TABLE cooccurs_with IS 'The n entities (20) that stand in most articles together with somebody (any spelling, or an id), with the share of his articles; n_originals leaves copies out.';
