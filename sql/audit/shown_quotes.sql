-- Quotations as they are shown: $ids, with $around characters on either side, and whose words they are held for.
SELECT q.quote_id AS id, a.uri, a.url, q.start_char, q.end_char, q.text AS words, q.speaker_text, s.name AS speaker_name,
    q.relayed_by_text,
    substr(a.text, greatest(q.start_char - $around, 0) + 1, q.start_char - greatest(q.start_char - $around, 0)) AS before,
    substr(a.text, q.end_char + 1, $around) AS behind
FROM main.quotes AS q JOIN main.articles AS a USING (article_id) LEFT JOIN main.entities AS s ON s.entity_id = q.speaker_entity_id
WHERE q.quote_id IN (SELECT unnest($ids));
