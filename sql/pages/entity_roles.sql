-- The offices that somebody held, and the articles that say so, in order of their days.
SELECT r.role, r.country, r.text, r.article_id, r.start_char, r.end_char, a.lang, a.source_id, a.published_on, o.name AS organisation,
    o.name_lang AS organisation_lang, o.entity_id AS organisation_entity_id
FROM entity_roles AS r JOIN articles AS a USING (article_id) LEFT JOIN entities AS o ON o.entity_id = r.organisation_entity_id
WHERE r.entity_id = $entity_id
ORDER BY a.published_on NULLS LAST, r.article_id, r.start_char LIMIT 300;
