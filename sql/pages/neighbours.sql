-- With whom somebody takes part in events, the latest five thousand of them, and how many of these are cooperation and conflict.
WITH mine AS (
    SELECT event_id, quad_class FROM event_entities WHERE entity_id = $entity_id AND roles <> ['place']
    ORDER BY date_start DESC NULLS LAST, event_id LIMIT 5000
), others AS (
    SELECT o.entity_id, o.event_id, m.quad_class FROM mine AS m JOIN event_entities AS o USING (event_id)
    WHERE o.entity_id <> $entity_id AND o.roles <> ['place']
), counted AS (
    SELECT entity_id, count(*) AS n_events, count(*) FILTER (quad_class IN (1, 2)) AS n_cooperation, count(*) FILTER (quad_class IN (3, 4)) AS n_conflict
    FROM others GROUP BY entity_id ORDER BY n_events DESC, entity_id LIMIT 14
)
SELECT c.entity_id, e.name, e.name_lang, e.type, c.n_events, c.n_cooperation, c.n_conflict
FROM counted AS c JOIN entities AS e USING (entity_id)
ORDER BY c.n_events DESC, c.entity_id;
