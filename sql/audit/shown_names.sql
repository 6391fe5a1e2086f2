-- Names as they are shown: $ids of mentions, with $around characters on either side, and what they are held to name.
SELECT m.mention_id AS id, a.uri, a.url, m.start_char, m.end_char, m.text AS words, m.type,
    substr(a.text, greatest(m.start_char - $around, 0) + 1, m.start_char - greatest(m.start_char - $around, 0)) AS before,
    substr(a.text, m.end_char + 1, $around) AS behind
FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id)
WHERE m.mention_id IN (SELECT unnest($ids));
