-- Names of bodies, places and other things.
SELECT name FROM main.entities WHERE type <> 'PER'
UNION
SELECT a.alias FROM main.entity_aliases AS a JOIN main.entities AS e USING (entity_id) WHERE e.type <> 'PER'
ORDER BY 1;
