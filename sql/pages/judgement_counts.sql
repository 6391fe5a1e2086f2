-- Judgements of people, and what became of them.
SELECT status, count(*) AS n FROM judgements GROUP BY status ORDER BY status;
