-- The temporary table `work` (article_id, input_digest, newest) cut into batches of $size documents, newest first: a run that is stopped
-- has done what is asked about most.
CREATE OR REPLACE TEMP TABLE batches AS
SELECT article_id, input_digest, place, place // $size AS batch_no
FROM (SELECT article_id, input_digest, row_number() OVER (ORDER BY newest DESC NULLS LAST, article_id) - 1 AS place FROM work);
