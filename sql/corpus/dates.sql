-- Temporal expressions as the documents give them; the story date fill comes after all clustering.
INSERT INTO main.date_mentions BY NAME
SELECT row_id('dat', d.article_id || '|' || d.start || '|' || d."end" || '|' || d.no) AS date_mention_id, d.article_id,
    d.start AS start_char, d."end" AS end_char, d.text, d.date_start, d.date_end, d.precision, d.basis, d.rule_id
FROM evidence.dates AS d JOIN main.articles USING (article_id)
ORDER BY d.article_id, d.start, d.no;

UPDATE main.date_mentions SET date_start = j.date_start::DATE, date_end = j.date_end::DATE, precision = nullif(j.precision, ''), basis = 'user'
FROM decisions AS j JOIN evidence.dates AS d ON d.article_id = j.article_id AND d.no = j.no
WHERE j.kind = 'date' AND j.thing = 'date' AND date_mentions.article_id = d.article_id
    AND date_mentions.date_mention_id = row_id('dat', d.article_id || '|' || d.start || '|' || d."end" || '|' || d.no);
