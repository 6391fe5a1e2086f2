-- Parties of events whose name a user gave to another entity than the document's lexicon did: the code and country are the entity's.
UPDATE party_rows SET code = t.code, country = t.country
FROM (
    SELECT p.article_id, p.event_no, p.ord,
        CASE WHEN e.type = 'PER' THEN NULL WHEN e.type = 'GPE' THEN e.code ELSE coalesce(e.code, e.country) END AS code, e.country
    FROM read_participants AS p
    JOIN resolved AS r ON r.article_id = p.article_id AND r.no = p.local_no AND r.basis = 'user'
    JOIN read_entities AS l ON l.article_id = r.article_id AND l.no = r.no
    JOIN main.entities AS e USING (entity_id)
    WHERE p.code IS NOT DISTINCT FROM l.code AND l.lexicon_id IS DISTINCT FROM r.anchor
        AND (l.lexicon_id IS NOT NULL OR r.anchor NOT LIKE 'user:%')
) AS t WHERE t.article_id = party_rows.article_id AND t.event_no = party_rows.event_no AND t.ord = party_rows.ord;
