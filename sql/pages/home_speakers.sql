-- Who is quoted with most statements.
SELECT e.entity_id, e.name, e.name_lang, s.n_statements
FROM (
    SELECT speaker_entity_id, count(*) AS n_statements FROM quote_groups WHERE speaker_entity_id IS NOT NULL
    GROUP BY speaker_entity_id ORDER BY n_statements DESC, speaker_entity_id LIMIT 8
) AS s JOIN entities AS e ON e.entity_id = s.speaker_entity_id
ORDER BY s.n_statements DESC, e.entity_id;
