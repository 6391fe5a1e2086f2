-- Full names of persons that share a blocking key, one of them confirmed: what is compared at all.
WITH numbered AS (SELECT name, row_number() OVER (ORDER BY name) AS no FROM name_keys GROUP BY name),
keyed AS (SELECT n.no, k.key, k.is_confirmed FROM name_keys AS k JOIN numbered AS n USING (name)),
pairs AS (
    SELECT DISTINCT a.no AS no_a, b.no AS no_b
    FROM keyed AS a JOIN keyed AS b ON a.key = b.key AND a.no < b.no AND (a.is_confirmed OR b.is_confirmed)
)
SELECT a.name AS name_a, b.name AS name_b
FROM pairs AS p JOIN numbered AS a ON a.no = p.no_a JOIN numbered AS b ON b.no = p.no_b
ORDER BY p.no_a, p.no_b;
