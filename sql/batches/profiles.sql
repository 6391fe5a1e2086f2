-- What the profile of its source says about the lines of each document of some batches, a row a class; documents that it says nothing of
-- have none.
SELECT b.batch_no, p.article_id, p.recurrence, list(p.line_key) AS line_keys
FROM profile_lines AS p JOIN batches AS b USING (article_id)
WHERE b.batch_no BETWEEN $first AND $last
GROUP BY ALL;
