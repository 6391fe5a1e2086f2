-- The documents of the temporary table `work`, as a job on the cluster takes them: the document, its part of the profile of its source, what
-- users decided of it. `day` is what the input says of its day: the documents of a day lie together.
SELECT d.* EXCLUDE (source_id), w.input_digest, t.task, p.chrome, p.in_prose, p.elsewhere, j.decided_lines, j.decided_published,
    d.source_id, t.day
FROM work AS w
JOIN tasks AS t USING (article_id)
JOIN evidence.documents AS d USING (article_id)
LEFT JOIN (
    SELECT article_id,
        list(format('{:016x}', line_key)) FILTER (recurrence = 'chrome') AS chrome,
        list(format('{:016x}', line_key)) FILTER (recurrence = 'in_prose') AS in_prose,
        list(format('{:016x}', line_key)) FILTER (recurrence = 'elsewhere') AS elsewhere
    FROM profile_lines SEMI JOIN work USING (article_id)
    GROUP BY article_id
) AS p USING (article_id)
LEFT JOIN decided_documents AS j USING (article_id)
