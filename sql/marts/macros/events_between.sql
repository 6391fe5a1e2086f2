-- What happened between two parties, whoever acted.
CREATE OR REPLACE MACRO events_between(one, other) AS TABLE
WITH part AS (
    SELECT m.event_id, p.entity_id, p.role
    FROM main.event_participants AS p JOIN main.event_mentions AS m USING (event_mention_id)
    WHERE p.entity_id IN (entity_id_of(one), entity_id_of(other)) AND p.role <> 'place'
), both_sides AS (
    SELECT event_id,
        list(DISTINCT role ORDER BY role) FILTER (entity_id = entity_id_of(one)) AS roles,
        list(DISTINCT role ORDER BY role) FILTER (entity_id = entity_id_of(other)) AS other_roles
    FROM part GROUP BY event_id HAVING count(DISTINCT entity_id) = 2
)
SELECT b.roles, b.other_roles, v.* FROM both_sides AS b JOIN v_events AS v USING (event_id)
ORDER BY v.date_start NULLS LAST, v.event_id;
COMMENT ON MACRO TABLE events_between IS 'The events in which two parties (any spelling, or ids) both take part, with the roles of the first and of the second, by day: roles, other_roles, then the columns of v_events.';
