-- Full names of persons that share a blocking key, one of them confirmed: what is compared at all.
SELECT DISTINCT a.name AS name_a, b.name AS name_b
FROM name_keys AS a JOIN name_keys AS b ON a.key = b.key AND a.name < b.name AND (a.is_confirmed OR b.is_confirmed)
ORDER BY name_a, name_b;
