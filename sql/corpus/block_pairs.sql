-- The event mentions of a block that are compared, by their numbers.
SELECT a, b FROM event_pairs WHERE list_contains($types, event_type) ORDER BY a, b;
