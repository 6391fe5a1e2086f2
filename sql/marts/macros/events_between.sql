-- What happened between two parties, whoever acted.
CREATE OR REPLACE MACRO events_between(one, other) AS TABLE
WITH meant AS (
    SELECT entity_id_of(one) AS first_id, entity_id_of(other) AS second_id
), part AS (
    SELECT m.event_id, p.role, p.entity_id = t.first_id AS is_first
    FROM main.event_participants AS p JOIN meant AS t ON p.entity_id = t.first_id OR p.entity_id = t.second_id
    JOIN main.event_mentions AS m USING (event_mention_id)
    WHERE p.role <> 'place' AND m.event_id IS NOT NULL
), both_sides AS (
    SELECT event_id, list(DISTINCT role ORDER BY role) FILTER (is_first) AS roles, list(DISTINCT role ORDER BY role) FILTER (NOT is_first) AS other_roles
    FROM part GROUP BY event_id HAVING bool_or(is_first) AND NOT bool_and(is_first)
)
SELECT b.roles, b.other_roles, v.* FROM both_sides AS b JOIN v_events AS v USING (event_id)
ORDER BY v.date_start NULLS LAST, v.event_id;
COMMENT ON MACRO TABLE events_between IS 'The events in which two parties (any spelling, or ids) both take part, with the roles of the first and of the second, by day: roles, other_roles, then the columns of v_events.';
