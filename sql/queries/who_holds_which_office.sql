-- Who holds which office, and where does it say so?
SELECT e.name, r.role, r.country, o.name AS organisation, r.text, a.uri, r.start_char
FROM entity_roles AS r
JOIN entities AS e USING (entity_id)
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS o ON o.entity_id = r.organisation_entity_id
ORDER BY e.name, r.role, a.uri, r.start_char;
