-- Lines as they are shown: $ids (article and number), with $around characters on either side.
SELECT l.article_id || ' ' || l.line_no AS id, a.uri, a.url, l.start_char, l.end_char,
    substr(a.text, l.start_char + 1, l.end_char - l.start_char) AS words,
    substr(a.text, greatest(l.start_char - $around, 0) + 1, l.start_char - greatest(l.start_char - $around, 0)) AS before,
    substr(a.text, l.end_char + 1, $around) AS behind
FROM main.article_lines AS l JOIN main.articles AS a USING (article_id)
WHERE l.article_id || ' ' || l.line_no IN (SELECT unnest($ids));
