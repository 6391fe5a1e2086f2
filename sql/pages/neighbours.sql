-- With whom somebody takes part in events, the latest five thousand of them, and how many of these are cooperation and conflict.
WITH mine AS (
    SELECT v.event_id, v.quad_class
    FROM events AS v
    WHERE v.event_id IN (
        SELECT m.event_id FROM event_participants AS p JOIN event_mentions AS m USING (event_mention_id)
        WHERE p.entity_id = $entity_id AND p.role <> 'place'
    )
    ORDER BY v.date_start DESC NULLS LAST, v.event_id LIMIT 5000
), reports AS (
    SELECT m.event_mention_id, v.event_id, v.quad_class FROM mine AS v JOIN event_mentions AS m USING (event_id)
), others AS (
    SELECT DISTINCT p.entity_id, r.event_id, r.quad_class FROM reports AS r JOIN event_participants AS p USING (event_mention_id)
    WHERE p.entity_id <> $entity_id AND p.role <> 'place'
), counted AS (
    SELECT entity_id, count(*) AS n_events, count(*) FILTER (quad_class IN (1, 2)) AS n_cooperation, count(*) FILTER (quad_class IN (3, 4)) AS n_conflict
    FROM others GROUP BY entity_id ORDER BY n_events DESC, entity_id LIMIT 14
)
SELECT c.entity_id, e.name, e.name_lang, e.type, c.n_events, c.n_cooperation, c.n_conflict
FROM counted AS c JOIN entities AS e USING (entity_id)
ORDER BY c.n_events DESC, c.entity_id;
