-- Every name under which an entity is known, and every name of a person as it stands in an article.
SELECT e.entity_id, e.type, e.name, a.alias AS said, NULL AS article_id, e.n_articles
FROM main.entities AS e JOIN main.entity_aliases AS a USING (entity_id) WHERE a.kind IN ('name', 'surname', 'acronym')
UNION
SELECT entity_id, type, name, name, NULL, n_articles FROM main.entities
UNION
SELECT e.entity_id, e.type, e.name, m.text, m.article_id, e.n_articles
FROM (FROM main.entity_mentions UNION ALL FROM history.entity_mentions) AS m JOIN main.entities AS e USING (entity_id)
WHERE e.type = 'PER'
ORDER BY ALL;
