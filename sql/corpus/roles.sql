-- Who holds which office, where a text says so; and who is meant where it names the office only: the one person whom the corpus
-- knows to hold it. Two holders, or none, leave it open.
CREATE OR REPLACE TEMP TABLE offices AS
SELECT r.article_id, r.no, r.start, r."end", r.text, r.office, h.entity_id AS holder_id, o.entity_id AS organisation_id, r.is_plural,
    coalesce(r.country, CASE WHEN g.type = 'GPE' THEN g.country END) AS country, a.published_on
FROM evidence.roles AS r
JOIN main.articles AS a USING (article_id)
LEFT JOIN resolved AS h ON h.article_id = r.article_id AND h.no = r.holder_no
LEFT JOIN resolved AS o ON o.article_id = r.article_id AND o.no = r.organisation_no
LEFT JOIN main.entities AS g ON g.entity_id = o.entity_id;

CREATE OR REPLACE TEMP TABLE role_entities AS
WITH holders AS (
    SELECT office, country, organisation_id, min(holder_id) AS holder_id
    FROM offices
    WHERE holder_id IS NOT NULL AND NOT is_plural AND (country IS NOT NULL OR organisation_id IS NOT NULL)
    GROUP BY office, country, organisation_id HAVING count(DISTINCT holder_id) = 1
)
SELECT o.article_id, o.no AS role_no, coalesce(o.holder_id, CASE WHEN NOT o.is_plural THEN h.holder_id END) AS entity_id
FROM offices AS o
LEFT JOIN holders AS h ON h.office = o.office AND h.country IS NOT DISTINCT FROM o.country
    AND h.organisation_id IS NOT DISTINCT FROM o.organisation_id;

INSERT INTO main.entity_roles BY NAME
SELECT holder_id AS entity_id, coalesce(office, 'other') AS role, organisation_id AS organisation_entity_id, country, article_id,
    start AS start_char, "end" AS end_char, text
FROM offices WHERE holder_id IS NOT NULL ORDER BY article_id, start, "end", entity_id;
