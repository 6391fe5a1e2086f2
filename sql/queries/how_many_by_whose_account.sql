-- How many were killed, injured or detained, event by event, and who gives which number?
-- On the samples: date_start = 2025-03-18; measure = killed; lowest = 4.0; highest = 4.0; n_sources = 3; accounts = al-wasl 4, carthage-herald 4, meridian-wire 4
-- On the samples: date_start = 2025-03-17; measure = injured; highest = 15.0
WITH told AS (
    SELECT m.event_id, n.measure, n.best, n.qualifier, a.source_id
    FROM event_numbers AS n JOIN event_mentions AS m USING (event_mention_id) JOIN articles AS a USING (article_id)
    WHERE n.measure IN ('killed', 'injured', 'detained') AND m.realis = 'actual'
)
SELECT v.date_start, v.label, t.measure, min(t.best) AS lowest, max(t.best) AS highest, count(DISTINCT t.source_id) AS n_sources,
    string_agg(DISTINCT t.source_id || ' ' || coalesce(t.qualifier || ' ', '') || t.best::BIGINT, ', ' ORDER BY t.source_id || ' ' || coalesce(t.qualifier || ' ', '') || t.best::BIGINT)
        AS accounts
FROM told AS t JOIN events AS v USING (event_id)
GROUP BY v.event_id, v.date_start, v.label, t.measure
ORDER BY n_sources DESC, highest DESC, v.label, v.event_id, t.measure
LIMIT 100;
