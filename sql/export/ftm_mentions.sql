-- Where persons, bodies and places are named; the type is that of the entity that is meant, where one is.
SELECT m.mention_id, m.article_id, m.entity_id, m.text, coalesce(e.type, m.type) AS type, e.code, e.sector, e.country
FROM main.entity_mentions AS m LEFT JOIN main.entities AS e USING (entity_id);
