-- What did somebody do and say, day by day? (Here: Tahir, in any spelling.)
-- On the samples: day = 2025-03-11; kind = event; type = CONSULT; n_sources = 4
-- On the samples: day = 2025-03-11; kind = office; what = foreign_minister
SELECT day, kind, type, certainty, left(what, 100) AS what, n_sources
FROM timeline('Tahir')
LIMIT 200;
