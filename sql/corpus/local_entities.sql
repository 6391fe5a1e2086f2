-- The local entities of current articles with the publication day that ages them and the number of their mentions.
WITH counts AS (SELECT article_id, local_no AS no, count(*) AS n_mentions FROM evidence.mentions GROUP BY ALL)
SELECT l.article_id, l.no, l.type, l.name, l.lang, l.script, l.lexicon_id, l.country, l.code, l.is_confirmed, a.published_on,
    coalesce(c.n_mentions, 0) AS n_mentions
FROM evidence.local_entities AS l JOIN main.articles AS a USING (article_id) LEFT JOIN counts AS c USING (article_id, no)
ORDER BY l.article_id, l.no;
