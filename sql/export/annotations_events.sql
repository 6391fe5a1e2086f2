-- Reports of events in articles, with the event that is reported and the characters around the clause where the whole text may go out.
SELECT 'event' AS kind, m.event_mention_id AS row_id, m.event_type, m.event_id, v.label, m.article_id, m.start_char, m.end_char,
    if(outgoing(m.text, m.article_id, $most) = m.text, m.text, NULL) AS exact,
    if(o.article_id IS NULL, NULL, substr(a.text, greatest(m.start_char - $around, 0) + 1, least($around, m.start_char))) AS prefix,
    if(o.article_id IS NULL, NULL, substr(a.text, m.end_char + 1, $around)) AS suffix,
    a.lang, a.url, a.text_sha256, if(m.event_id IN (SELECT id FROM reviewed), 'reviewed', 'machine') AS review
FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id) LEFT JOIN open_articles AS o USING (article_id) LEFT JOIN main.events AS v USING (event_id)
ORDER BY m.article_id, m.start_char, m.event_mention_id;
