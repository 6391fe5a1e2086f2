-- How many documents and characters each batch holds.
SELECT b.batch_no, count(*), sum(length(d.text))
FROM batches AS b JOIN evidence.documents AS d USING (article_id)
GROUP BY b.batch_no
ORDER BY b.batch_no;
