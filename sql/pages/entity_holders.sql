-- Who holds offices of a body or country.
SELECT e.entity_id, e.name, e.name_lang, r.role, count(*) AS n_passages, min(a.published_on) AS first_on, max(a.published_on) AS last_on
FROM entity_roles AS r JOIN entities AS e ON e.entity_id = r.entity_id JOIN articles AS a ON a.article_id = r.article_id
WHERE r.organisation_entity_id = $entity_id OR ($country IS NOT NULL AND r.country = $country)
GROUP BY e.entity_id, e.name, e.name_lang, r.role
ORDER BY n_passages DESC, e.name, r.role LIMIT 20;
