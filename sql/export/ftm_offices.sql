-- Which person holds which office, one row a passage that says so.
SELECT r.entity_id, r.role, r.country, r.organisation_entity_id, b.name AS body_name, b.type AS body_type, b.code AS body_code,
    b.sector AS body_sector, r.article_id, a.url, r.start_char, r.end_char, outgoing(r.text, r.article_id, $most) AS text, NULL AS score,
    substr(md5(concat_ws(' ', r.role, r.organisation_entity_id, r.country)), 1, 16) AS role_key,
    substr(md5(concat_ws(' ', r.entity_id, r.role, r.article_id, r.start_char)), 1, 16) AS link_key, 'machine' AS review
FROM main.entity_roles AS r JOIN main.articles AS a USING (article_id) JOIN main.entities AS e ON e.entity_id = r.entity_id
LEFT JOIN main.entities AS b ON b.entity_id = r.organisation_entity_id
WHERE e.type = 'PER'
ORDER BY r.article_id, r.start_char, r.entity_id;
