-- The offices that persons hold, with the sector of the body that each belongs to: what says in which sector a person acts.
SELECT o.holder_id AS entity_id, o.office, o.text, o.lang, o.country, b.sector AS body_sector, o.published_on
FROM offices AS o
JOIN main.entities AS e ON e.entity_id = o.holder_id AND e.type = 'PER'
LEFT JOIN main.entities AS b ON b.entity_id = o.organisation_id
WHERE o.office IS NOT NULL AND NOT o.is_plural AND o.rule_id <> 'role.former'
ORDER BY ALL;
