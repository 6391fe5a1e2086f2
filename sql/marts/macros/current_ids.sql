-- Where an id of an earlier version stands now. Each publication notes which ids went and where their members are; this follows those
-- notes, later ones only, so that it ends also where an id came back.
CREATE OR REPLACE MACRO current_ids(cited) AS TABLE
WITH RECURSIVE later AS (
    SELECT c.kind, c.old_id, c.new_id, c.share_of_members, c.since_version FROM main.id_changes AS c
    WHERE c.since_version = (SELECT max(o.since_version) FROM main.id_changes AS o WHERE o.old_id = c.old_id AND o.kind = c.kind)
), way(kind, id, share, since_version, steps) AS (
    SELECT NULL::VARCHAR, cited::VARCHAR, 1.0::DOUBLE, '', 0
    UNION ALL
    SELECT l.kind, l.new_id, w.share * l.share_of_members, l.since_version, w.steps + 1
    FROM way AS w JOIN later AS l ON l.old_id = w.id AND l.since_version > w.since_version
    WHERE l.new_id IS NOT NULL AND w.id NOT IN (SELECT id FROM clusters)
)
SELECT c.kind, w.id, round(sum(w.share), 3) AS share_of_members, min(w.steps) AS n_changes
FROM way AS w JOIN clusters AS c USING (id)
GROUP BY c.kind, w.id ORDER BY share_of_members DESC, w.id;
COMMENT ON MACRO TABLE current_ids IS 'The ids under which the members of a cited id stand now (the id itself where it is current; none where its members are gone), with the share of members that went there and over how many changes.';
