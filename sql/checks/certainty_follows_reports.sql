-- What an event's certainty says agrees with its reports: their number, how many are in an article's own voice, attributed, denying.
-- table: events
WITH reports AS (
    SELECT event_id, count(*) AS n, count(*) FILTER (realis = 'denied') AS n_denied,
        count(*) FILTER (realis <> 'denied' AND attribution = 'narrator') AS n_narrated,
        count(*) FILTER (realis <> 'denied' AND attribution <> 'narrator') AS n_attributed
    FROM event_mentions GROUP BY event_id
)
SELECT 'events.certainty' AS what, e.event_id AS id,
    e.certainty || ': ' || concat_ws(', ', e.n_narrated || ' narrated', e.n_attributed || ' attributed', e.n_denied || ' denied')
        || ' of ' || e.n_mentions || '; the reports: ' || concat_ws(', ', r.n_narrated, r.n_attributed, r.n_denied) || ' of ' || coalesce(r.n, 0) AS detail
FROM events AS e LEFT JOIN reports AS r USING (event_id)
WHERE (e.n_mentions, e.n_narrated, e.n_attributed, e.n_denied) IS DISTINCT FROM (r.n, r.n_narrated, r.n_attributed, r.n_denied)
    OR (e.certainty = 'reported' AND (e.n_narrated = 0 OR e.n_denied > 0))
    OR (e.certainty = 'claimed' AND e.n_denied > 0)
    OR (e.certainty = 'claimed' AND e.n_narrated > 0 AND NOT EXISTS
        (SELECT 1 FROM event_mentions AS m WHERE m.event_id = e.event_id AND m.realis = 'hypothetical'))
    OR (e.certainty = 'disputed' AND (e.n_denied = 0 OR e.n_denied = e.n_mentions))
    OR (e.certainty = 'denied' AND e.n_denied < e.n_mentions)
    OR (e.certainty = 'planned' AND EXISTS
        (SELECT 1 FROM event_mentions AS m WHERE m.event_id = e.event_id AND m.realis IN ('actual', 'hypothetical')));
