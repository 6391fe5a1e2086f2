-- The articles of the temporary table `work`, cleaned already, as a job on the cluster takes them to annotate: the document, what cleaning
-- found, its lines in order.
SELECT d.* EXCLUDE (source_id), w.input_digest, t.task, a.article, l.lines,
    d.source_id, t.day
FROM work AS w
JOIN tasks AS t USING (article_id)
JOIN evidence.documents AS d USING (article_id)
JOIN (SELECT a.article_id, a AS article FROM evidence.articles AS a) AS a USING (article_id)
LEFT JOIN (
    SELECT l.article_id, list(l ORDER BY l.no) AS lines FROM evidence.lines AS l SEMI JOIN work USING (article_id) GROUP BY l.article_id
) AS l USING (article_id)
