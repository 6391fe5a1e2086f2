-- Everything about somebody, by day.
CREATE OR REPLACE MACRO timeline(who) AS TABLE
WITH meant AS (
    SELECT entity_id_of(who) AS entity_id
), acts AS (
    SELECT x.event_id FROM main.event_entities AS x WHERE x.entity_id = (SELECT entity_id FROM meant)
), said AS (
    SELECT coalesce(q.quote_group_id, q.quote_id) AS id, min(a.published_on) AS day,
        arg_min(q.text, (coalesce(a.published_on, DATE '9999-12-31'), q.quote_id)) AS what,
        count(DISTINCT a.source_id) AS n_sources, arg_min(a.article_id, (coalesce(a.published_on, DATE '9999-12-31'), q.quote_id)) AS article_id
    FROM main.quotes AS q JOIN main.articles AS a USING (article_id)
    WHERE q.speaker_entity_id = (SELECT entity_id FROM meant)
    GROUP BY 1
), held AS (
    SELECT r.role AS what, min(a.published_on) AS day, count(DISTINCT a.source_id) AS n_sources,
        arg_min(a.article_id, (coalesce(a.published_on, DATE '9999-12-31'), a.article_id)) AS article_id
    FROM main.entity_roles AS r JOIN main.articles AS a USING (article_id)
    WHERE r.entity_id = (SELECT entity_id FROM meant)
    GROUP BY r.role
)
SELECT e.date_start AS day, e.date_precision AS precision, 'event' AS kind, e.event_type AS type, e.certainty, e.label AS what, e.n_sources,
    e.event_id AS id, p.first_article_id AS article_id
FROM acts JOIN main.events AS e USING (event_id) JOIN main.event_parties AS p USING (event_id)
UNION ALL
SELECT day, 'day', 'statement', NULL, NULL, what, n_sources, id, article_id FROM said
UNION ALL
SELECT day, 'day', 'office', NULL, NULL, what, n_sources, NULL, article_id FROM held
ORDER BY day NULLS LAST, kind, what, id;
COMMENT ON MACRO TABLE timeline IS 'What is known of somebody (any spelling, or an id), by day: events with their label and certainty, statements with the day on which they were first published, offices with the day of the first article that names them; each with the number of outlets, an id and the first article.';
