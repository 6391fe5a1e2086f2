-- What events can be narrowed by: types and countries that occur.
SELECT 'type' AS what, event_type AS value FROM (SELECT DISTINCT event_type FROM events)
UNION ALL SELECT 'country', country FROM (SELECT DISTINCT country FROM events WHERE country IS NOT NULL)
ORDER BY what, value LIMIT 600;
