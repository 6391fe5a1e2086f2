-- Ids of clusters that the published file has and this one has not, and under which ids their members stand now.
-- {table}, {member} and {cluster} are names of the dictionary.
INSERT INTO state.id_changes
WITH gone AS (
    SELECT {member} AS member_id, {cluster} AS old_id
    FROM previous.main.{table}
    WHERE {cluster} IS NOT NULL AND {cluster} NOT IN (SELECT {cluster} FROM main.{table} WHERE {cluster} IS NOT NULL)
), sizes AS (
    SELECT old_id, count(*) AS n FROM gone GROUP BY old_id
), moved AS (
    SELECT g.old_id, c.{cluster} AS new_id, count(*) AS n
    FROM gone AS g JOIN main.{table} AS c ON c.{member} = g.member_id
    WHERE c.{cluster} IS NOT NULL
    GROUP BY g.old_id, c.{cluster}
)
SELECT $kind, s.old_id, m.new_id, round(coalesce(m.n, 0) / s.n, 3), $version
FROM sizes AS s LEFT JOIN moved AS m USING (old_id)
ORDER BY ALL;
