-- What did somebody do and say, day by day? (Here: Tahir, in any spelling.)
SELECT day, kind, type, certainty, left(what, 100) AS what, n_sources
FROM timeline('Tahir')
LIMIT 200;
