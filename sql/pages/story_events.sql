-- Which report of a happening tells which event, and where.
SELECT v.event_id, v.event_type, v.label, v.certainty, v.date_start, v.date_end, v.date_precision, m.article_id, min(m.start_char) AS start_char,
    arg_min(m.end_char, m.start_char) AS end_char, any_value(m.attribution) AS attribution
FROM articles AS a JOIN event_mentions AS m USING (article_id) JOIN events AS v USING (event_id)
WHERE a.story_id = $story_id
GROUP BY ALL ORDER BY v.date_start NULLS LAST, v.event_id, m.article_id LIMIT 1000;
