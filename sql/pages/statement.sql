-- One statement, and who made it.
SELECT g.*, e.name AS speaker, e.name_lang
FROM quote_groups AS g LEFT JOIN entities AS e ON e.entity_id = g.speaker_entity_id
WHERE g.quote_group_id = $quote_group_id;
