-- The event mentions of a type that are compared, by their numbers.
SELECT a, b FROM event_pairs WHERE event_type = $kind ORDER BY a, b;
