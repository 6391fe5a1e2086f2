-- Who holds which office, how many articles say so, and where does it say so first?
-- On the samples: name = Saleh Moussa Guirbaye; role = defence_minister; country = TCD
-- On the samples: name = Thandeka Morolong; role = high_representative; organisation = African Union
SELECT e.name, r.role, r.country, o.name AS organisation, count(DISTINCT r.article_id) AS n_articles, min(a.published_on) AS first_on,
    arg_min(r.text, (coalesce(a.published_on, DATE '9999-12-31'), a.uri, r.start_char)) AS words,
    arg_min(a.uri, (coalesce(a.published_on, DATE '9999-12-31'), a.uri, r.start_char)) AS uri
FROM entity_roles AS r
JOIN entities AS e USING (entity_id)
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS o ON o.entity_id = r.organisation_entity_id
GROUP BY e.entity_id, e.name, r.role, r.country, o.name
ORDER BY n_articles DESC, e.name, e.entity_id, r.role, r.country, organisation
LIMIT 200;
