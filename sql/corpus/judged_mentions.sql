-- The names in documents that rows of users name one by one.
SELECT m.article_id, m.local_no, m.start, m."end"
FROM read_mentions AS m
WHERE m.article_id IN (SELECT article_id FROM judged_documents WHERE text IS NOT NULL)
ORDER BY ALL;
