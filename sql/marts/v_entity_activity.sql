-- How present somebody is, day by day.
CREATE OR REPLACE VIEW v_entity_activity AS
SELECT d.entity_id, e.name, e.type, e.country, d.day, sum(d.n_mentions)::BIGINT AS n_mentions, sum(d.n_articles)::BIGINT AS n_articles,
    sum(d.n_sources)::BIGINT AS n_sources, sum(d.n_quotes)::BIGINT AS n_quotes, sum(d.n_events)::BIGINT AS n_events
FROM (
    SELECT m.entity_id, a.published_on AS day, count(*) AS n_mentions, count(DISTINCT a.article_id) AS n_articles,
        count(DISTINCT a.source_id) AS n_sources, 0 AS n_quotes, 0 AS n_events
    FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id) WHERE m.entity_id IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT q.speaker_entity_id, a.published_on, 0, 0, 0, count(*), 0
    FROM main.quotes AS q JOIN main.articles AS a USING (article_id) WHERE q.speaker_entity_id IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT p.entity_id, a.published_on, 0, 0, 0, 0, count(DISTINCT m.event_id)
    FROM main.event_participants AS p JOIN main.event_mentions AS m USING (event_mention_id) JOIN main.articles AS a USING (article_id)
    WHERE p.entity_id IS NOT NULL GROUP BY ALL
) AS d
JOIN main.entities AS e USING (entity_id)
GROUP BY d.entity_id, e.name, e.type, e.country, d.day;
COMMENT ON VIEW v_entity_activity IS 'One row an entity and a day of publication on which an article names it, quotes it or reports an act of it; days without have no row.';
COMMENT ON COLUMN v_entity_activity.entity_id IS 'Entity that is counted.';
COMMENT ON COLUMN v_entity_activity.country IS 'Country it belongs to, ISO alpha-3.';
COMMENT ON COLUMN v_entity_activity.day IS 'Day of publication; NULL for articles without one.';
COMMENT ON COLUMN v_entity_activity.n_mentions IS 'Number of places where it is named.';
COMMENT ON COLUMN v_entity_activity.n_articles IS 'Number of articles that name it.';
COMMENT ON COLUMN v_entity_activity.n_sources IS 'Number of outlets that name it.';
COMMENT ON COLUMN v_entity_activity.n_quotes IS 'Number of quotes of it.';
COMMENT ON COLUMN v_entity_activity.n_events IS 'Number of events of these articles in which it takes part.';
