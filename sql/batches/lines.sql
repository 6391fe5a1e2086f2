-- The lines of the articles of some batches, those of an article in their order.
SELECT b.batch_no, l.*
FROM evidence.lines AS l JOIN batches AS b USING (article_id)
WHERE b.batch_no BETWEEN $first AND $last
ORDER BY b.place, l.no;
