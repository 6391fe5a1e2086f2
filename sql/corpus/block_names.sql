-- The names inside the clauses of a type, offsets in the clause.
SELECT c.* FROM clause_mentions AS c JOIN numbered_events AS u USING (article_id, no) WHERE u.event_type = $kind ORDER BY ALL;
