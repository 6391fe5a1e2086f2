-- With whom somebody takes part in events, and how many of these are cooperation and conflict.
WITH mine AS (
    SELECT DISTINCT m.event_id FROM event_participants AS p JOIN event_mentions AS m USING (event_mention_id)
    WHERE p.entity_id = $entity_id AND p.role <> 'place' AND m.event_id IS NOT NULL
), others AS (
    SELECT DISTINCT p.entity_id, m.event_id
    FROM mine JOIN event_mentions AS m USING (event_id) JOIN event_participants AS p USING (event_mention_id)
    WHERE p.entity_id <> $entity_id AND p.role <> 'place'
), counted AS (
    SELECT o.entity_id, count(*) AS n_events, count(*) FILTER (v.quad_class IN (1, 2)) AS n_cooperation, count(*) FILTER (v.quad_class IN (3, 4)) AS n_conflict
    FROM others AS o JOIN events AS v USING (event_id)
    GROUP BY o.entity_id ORDER BY n_events DESC, o.entity_id LIMIT 14
)
SELECT c.entity_id, e.name, e.name_lang, e.type, c.n_events, c.n_cooperation, c.n_conflict
FROM counted AS c JOIN entities AS e USING (entity_id)
ORDER BY c.n_events DESC, c.entity_id;
