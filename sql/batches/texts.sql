-- The texts of some batches, each batch in its order.
SELECT b.batch_no, d.article_id, d.text, d.is_clean_text
FROM evidence.documents AS d JOIN batches AS b USING (article_id)
WHERE b.batch_no BETWEEN $first AND $last
ORDER BY b.place;
