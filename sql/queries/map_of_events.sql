-- Where did something happen, for a map: places with their position, how many events, how many of them conflict, and the latest?
-- On the samples: place = Zouar; country = TCD; latitude = 20.45833; longitude = 16.52778
-- On the samples: place = Addis Ababa; country = ETH
SELECT place, country, latitude, longitude, count(*) AS n_events, count(*) FILTER (quad_class IN (3, 4)) AS n_conflict, max(date_start) AS latest_on,
    arg_max(label, (date_start, event_id)) AS latest
FROM v_events
WHERE latitude IS NOT NULL AND realis = 'actual' AND certainty <> 'denied'
GROUP BY ALL
ORDER BY n_events DESC, place, country
LIMIT 200;
