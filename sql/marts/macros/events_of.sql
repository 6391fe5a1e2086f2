-- What somebody did, or what was done to him.
CREATE OR REPLACE MACRO events_of(who) AS TABLE
WITH part AS (
    SELECT m.event_id, list(DISTINCT p.role ORDER BY p.role) AS roles
    FROM main.event_participants AS p JOIN main.event_mentions AS m USING (event_mention_id)
    WHERE p.entity_id = entity_id_of(who)
    GROUP BY m.event_id
)
SELECT part.roles, v.* FROM part JOIN v_events AS v USING (event_id)
ORDER BY v.date_start NULLS LAST, v.event_id;
COMMENT ON MACRO TABLE events_of IS 'The events in which somebody (any spelling, or an id) takes part, with the roles that reports give him, by day: roles, then the columns of v_events.';
