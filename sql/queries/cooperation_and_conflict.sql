-- How much cooperation and how much conflict is reported between which parties? Events are counted once, whatever the number of reports.
-- On the samples: party = OMN; other_party = TCD
-- On the samples: party = ITA; other_party = TUN
WITH party AS (
    SELECT DISTINCT m.event_id, coalesce(x.code, x.country) AS code
    FROM event_participants AS x
    JOIN event_mentions AS m USING (event_mention_id)
    WHERE x.role IN ('actor', 'recipient', 'participant') AND coalesce(x.code, x.country) IS NOT NULL
)
SELECT a.code AS party, b.code AS other_party, count(*) AS n_events,
    count(*) FILTER (v.quad_class IN (1, 2)) AS n_cooperation, count(*) FILTER (v.quad_class IN (3, 4)) AS n_conflict
FROM party AS a
JOIN party AS b ON a.event_id = b.event_id AND a.code < b.code
JOIN events AS v ON v.event_id = a.event_id
GROUP BY ALL
ORDER BY n_events DESC, party, other_party;
