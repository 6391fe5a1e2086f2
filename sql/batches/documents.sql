-- The documents of some batches, each batch in its order.
SELECT b.batch_no, d.*
FROM evidence.documents AS d JOIN batches AS b USING (article_id)
WHERE b.batch_no BETWEEN $first AND $last
ORDER BY b.place;
