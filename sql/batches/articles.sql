-- What cleaning found of the articles of some batches.
SELECT b.batch_no, a.*
FROM evidence.articles AS a JOIN batches AS b USING (article_id)
WHERE b.batch_no BETWEEN $first AND $last
ORDER BY b.place;
