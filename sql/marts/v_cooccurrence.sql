-- Who is named together with whom.
CREATE OR REPLACE VIEW v_cooccurrence AS
WITH named AS (
    SELECT DISTINCT m.entity_id, m.article_id FROM main.entity_mentions AS m WHERE m.entity_id IS NOT NULL
)
SELECT x.entity_id, e.name, y.entity_id AS other_entity_id, o.name AS other_name, count(*) AS n_articles,
    count(*) FILTER (a.duplicate_of IS NULL) AS n_originals, count(DISTINCT a.source_id) AS n_sources,
    min(a.published_on) AS first_on, max(a.published_on) AS last_on
FROM named AS x
JOIN named AS y ON y.article_id = x.article_id AND y.entity_id <> x.entity_id
JOIN main.articles AS a ON a.article_id = x.article_id
JOIN main.entities AS e ON e.entity_id = x.entity_id
JOIN main.entities AS o ON o.entity_id = y.entity_id
GROUP BY x.entity_id, e.name, y.entity_id, o.name;
COMMENT ON VIEW v_cooccurrence IS 'One row an ordered pair of entities that stand in one article: each pair twice, once from either side. Ask for one entity, or for few, on large warehouses.';
COMMENT ON COLUMN v_cooccurrence.entity_id IS 'The one entity.';
COMMENT ON COLUMN v_cooccurrence.other_entity_id IS 'The other entity.';
COMMENT ON COLUMN v_cooccurrence.other_name IS 'Preferred name of the other entity.';
COMMENT ON COLUMN v_cooccurrence.n_articles IS 'Number of articles that name both.';
COMMENT ON COLUMN v_cooccurrence.n_originals IS 'Of these, how many are no copies.';
COMMENT ON COLUMN v_cooccurrence.n_sources IS 'Number of outlets whose articles name both.';
COMMENT ON COLUMN v_cooccurrence.first_on IS 'Earliest publication day of such an article.';
COMMENT ON COLUMN v_cooccurrence.last_on IS 'Latest publication day of such an article.';
