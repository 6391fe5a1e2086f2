-- Of each stratum of the population (of those columns that $by names) its size and its first $most rows in the keyed random order, which
-- is that of pipeline/audit/sampling.py.
WITH member AS (
    SELECT id, CASE WHEN list_contains($by, 'lang') THEN lang ELSE '' END AS lang,
        CASE WHEN list_contains($by, 'source') THEN source ELSE '' END AS source,
        CASE WHEN list_contains($by, 'type') THEN type ELSE '' END AS type
    FROM population
)
SELECT id, lang, source, type, count(*) OVER stratum AS size
FROM member
WINDOW stratum AS (PARTITION BY lang, source, type)
QUALIFY row_number() OVER (PARTITION BY lang, source, type ORDER BY md5($seed || chr(31) || id), id) <= $most
ORDER BY lang, source, type, id;
