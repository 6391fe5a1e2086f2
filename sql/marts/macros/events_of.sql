-- What somebody did, or what was done to him.
CREATE OR REPLACE MACRO events_of(who) AS TABLE
SELECT part.roles, v.* FROM (SELECT x.event_id, x.roles FROM main.event_entities AS x WHERE x.entity_id = entity_id_of(who)) AS part JOIN v_events AS v USING (event_id)
ORDER BY v.date_start NULLS LAST, v.event_id;
COMMENT ON MACRO TABLE events_of IS 'The events in which somebody (any spelling, or an id) takes part, with the roles that reports give him, by day: roles, then the columns of v_events.';
