-- How do pairs of countries get on, month by month, weighed by the Goldstein scale? A question written for GDELT 2.0, as it stands.
-- On the samples: Actor1CountryCode = OMN; Actor2CountryCode = TCD; MonthYear = 202504
SELECT Actor1CountryCode, Actor2CountryCode, MonthYear, COUNT(*) AS n_events, SUM(NumMentions) AS n_mentions, ROUND(AVG(GoldsteinScale), 2) AS goldstein
FROM compat.gdelt_events
WHERE Actor1CountryCode IS NOT NULL AND Actor2CountryCode IS NOT NULL AND Actor1CountryCode <> Actor2CountryCode AND MonthYear IS NOT NULL
GROUP BY Actor1CountryCode, Actor2CountryCode, MonthYear
ORDER BY n_events DESC, MonthYear, Actor1CountryCode, Actor2CountryCode
LIMIT 200;
