-- The local entities of current articles with the publication day that ages them.
SELECT l.article_id, l.no, l.type, l.name, l.lang, l.script, l.lexicon_id, l.country, l.code, l.is_confirmed, a.published_on
FROM evidence.local_entities AS l JOIN main.articles AS a USING (article_id)
ORDER BY l.article_id, l.no;
