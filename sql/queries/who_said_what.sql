-- Who said what, in which article, and where exactly does it stand?
SELECT e.name AS speaker, q.kind, q.lang, left(q.text, 100) AS words, a.uri, q.start_char, q.end_char
FROM quotes AS q
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
ORDER BY speaker NULLS LAST, a.uri, q.start_char;
