-- The offices that persons hold, with the sector of the body that each belongs to: what says in which sector a person acts. A person of the
-- table of office holders acts in the sector of the offices that mean him.
SELECT r.entity_id, o.office, o.text, o.lang, o.country, b.sector AS body_sector, o.published_on
FROM role_entities AS r
JOIN offices AS o ON o.article_id = r.article_id AND o.no = r.role_no
JOIN main.entities AS e ON e.entity_id = r.entity_id AND e.type = 'PER'
LEFT JOIN main.entities AS b ON b.entity_id = o.organisation_id
WHERE r.basis IN ('document', 'role_table') AND o.office IS NOT NULL AND NOT o.is_plural AND o.rule_id <> 'role.former'
ORDER BY ALL;
