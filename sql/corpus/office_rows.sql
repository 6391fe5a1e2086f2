-- Offices that the articles name, with the holder and the body that the corpus has settled.
CREATE OR REPLACE TEMP TABLE offices AS
SELECT r.article_id, r.no, r.start, r."end", r.text, r.office, h.entity_id AS holder_id, o.entity_id AS organisation_id,
    o.anchor AS body, r.is_plural, coalesce(r.country, CASE WHEN g.type = 'GPE' THEN g.country END) AS country, r.rule_id,
    a.published_on, a.lang,
    -- of a region or a town, whatever country stands with it
    EXISTS (
        SELECT 1 FROM read_mentions AS m JOIN read_entities AS l ON l.article_id = m.article_id AND l.no = m.local_no
        WHERE m.article_id = r.article_id AND m.start >= r.start AND m."end" <= r."end" AND l.type IN ('GPE', 'LOC') AND l.code IS NULL
    ) AS is_local
FROM evidence.roles AS r
JOIN main.articles AS a USING (article_id)
LEFT JOIN resolved AS h ON h.article_id = r.article_id AND h.no = r.holder_no
LEFT JOIN resolved AS o ON o.article_id = r.article_id AND o.no = r.organisation_no
LEFT JOIN main.entities AS g ON g.entity_id = o.entity_id
ORDER BY r.article_id, r.no;
