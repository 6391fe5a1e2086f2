-- The names in an article, and who is meant.
SELECT m.start_char, m.end_char, m.entity_id, m.type, m.score, m.rule_id, m.role_text, m.text, e.name, e.name_lang
FROM entity_mentions AS m LEFT JOIN entities AS e USING (entity_id)
WHERE m.article_id = $article_id ORDER BY m.start_char;
