-- What happened between two parties, whoever acted.
CREATE OR REPLACE MACRO events_between(one, other) AS TABLE
WITH meant AS (
    SELECT entity_id_of(one) AS first_id, entity_id_of(other) AS second_id
), part AS (
    SELECT x.event_id, x.entity_id, list_filter(x.roles, lambda r: r <> 'place') AS roles FROM main.event_entities AS x WHERE x.roles <> ['place']
), both_sides AS (
    SELECT a.event_id, a.roles, b.roles AS other_roles
    FROM meant AS t JOIN part AS a ON a.entity_id = t.first_id JOIN part AS b ON b.entity_id = t.second_id AND b.event_id = a.event_id
    WHERE t.first_id <> t.second_id
)
SELECT b.roles, b.other_roles, v.* FROM both_sides AS b JOIN v_events AS v USING (event_id)
ORDER BY v.date_start NULLS LAST, v.event_id;
COMMENT ON MACRO TABLE events_between IS 'The events in which two parties (any spelling, or ids) both take part, with the roles of the first and of the second, by day: roles, other_roles, then the columns of v_events.';
