-- Names in articles, with the characters around them where the whole text may go out, for together they would tell most of it.
SELECT 'mention' AS kind, m.mention_id AS row_id, m.article_id, m.start_char, m.end_char,
    if(outgoing(m.text, m.article_id, $most) = m.text, m.text, NULL) AS exact,
    if(o.article_id IS NULL, NULL, substr(a.text, greatest(m.start_char - $around, 0) + 1, least($around, m.start_char))) AS prefix,
    if(o.article_id IS NULL, NULL, substr(a.text, m.end_char + 1, $around)) AS suffix,
    a.lang, a.url, a.text_sha256, e.entity_id, e.name, e.wikidata_id, 'machine' AS review
FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id) LEFT JOIN open_articles AS o USING (article_id) LEFT JOIN main.entities AS e USING (entity_id)
ORDER BY m.article_id, m.start_char, m.mention_id;
