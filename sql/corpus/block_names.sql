-- The names inside the clauses of a block, offsets in the clause.
SELECT c.* FROM clause_mentions AS c JOIN numbered_events AS u USING (article_id, no) WHERE list_contains($types, u.event_type) ORDER BY ALL;
