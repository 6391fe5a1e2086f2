-- Quotations in articles, with their speakers and the characters around them.
SELECT 'quote' AS kind, q.quote_id AS row_id, q.kind AS quote_kind, q.article_id, q.start_char, q.end_char,
    if(outgoing(q.text, q.article_id, $most) = q.text, q.text, NULL) AS exact,
    if(o.article_id IS NULL, NULL, substr(a.text, greatest(q.start_char - $around, 0) + 1, least($around, q.start_char))) AS prefix,
    if(o.article_id IS NULL, NULL, substr(a.text, q.end_char + 1, $around)) AS suffix,
    a.lang, a.url, a.text_sha256, e.entity_id, coalesce(e.name, q.speaker_text) AS name, e.wikidata_id,
    if(q.quote_id IN (SELECT id FROM reviewed), 'reviewed', 'machine') AS review
FROM main.quotes AS q JOIN main.articles AS a USING (article_id) LEFT JOIN open_articles AS o USING (article_id) LEFT JOIN main.entities AS e ON e.entity_id = q.speaker_entity_id
ORDER BY q.article_id, q.start_char, q.quote_id;
