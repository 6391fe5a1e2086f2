-- Which task of a job takes which document of the temporary table `work`: neighbours in source and day, so that a task writes to few
-- partitions, and so many that all tasks have about the same to read. A document counts as one, and as one more for each 4,000 characters,
-- about the length of an article; `task_documents` make a task.
CREATE OR REPLACE TEMP TABLE tasks AS
SELECT article_id, day,
    (sum(1 + length(text) // 4000) OVER (ORDER BY source_id, day, article_id ROWS UNBOUNDED PRECEDING) - 1)
        // getvariable('task_documents') AS position
FROM (
    SELECT w.article_id, d.source_id, d.text, coalesce(strftime(w.newest, '%Y-%m-%d'), 'undated') AS day
    FROM work AS w JOIN evidence.documents AS d USING (article_id)
);
CREATE OR REPLACE TEMP TABLE tasks AS
SELECT article_id, day, (dense_rank() OVER (ORDER BY position) - 1)::INTEGER AS task FROM tasks;
