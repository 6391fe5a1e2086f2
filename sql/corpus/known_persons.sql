-- Persons who take part in events, as far as the corpus or the lexicon knows more of them than their own article says.
SELECT DISTINCT e.entity_id, r.anchor, e.country
FROM party_rows AS p JOIN main.entities AS e USING (entity_id) LEFT JOIN resolved AS r ON r.entity_id = e.entity_id
WHERE e.type = 'PER' AND p.code IS NULL AND (e.country IS NOT NULL OR r.anchor IS NOT NULL)
ORDER BY e.entity_id;
