-- Under which keys do other data sets know the parties of events: ISO 3166, Wikidata, GeoNames, Gleditsch-Ward, Correlates of War, CAMEO?
-- On the samples: name = Chad; iso2 = TD; iso3 = TCD; wikidata = Q657; geonames = 2434508; gwno = 483; cow = 483; cameo = TCD
-- On the samples: name = African Union; wikidata = Q7159; cameo = IGOAFRAFU
WITH party AS (
    SELECT p.entity_id, count(DISTINCT m.event_id) AS n_events
    FROM event_participants AS p JOIN event_mentions AS m USING (event_mention_id)
    WHERE p.entity_id IS NOT NULL GROUP BY p.entity_id
)
SELECT e.name, p.n_events, max(i.value) FILTER (i.scheme = 'iso2') AS iso2, max(i.value) FILTER (i.scheme = 'iso3') AS iso3,
    max(i.value) FILTER (i.scheme = 'wikidata') AS wikidata, max(i.value) FILTER (i.scheme = 'geonames') AS geonames,
    max(i.value) FILTER (i.scheme = 'gwno') AS gwno, max(i.value) FILTER (i.scheme = 'cow') AS cow, max(i.value) FILTER (i.scheme = 'cameo') AS cameo
FROM party AS p JOIN entities AS e USING (entity_id) JOIN entity_identifiers AS i USING (entity_id)
WHERE i.valid_to IS NULL
GROUP BY e.entity_id, e.name, p.n_events
ORDER BY p.n_events DESC, e.name
LIMIT 100;
