-- What the reports of a happening say differently about one event.
SELECT d.event_id, v.label, d.field, d.value, d.source_ids, d.article_ids
FROM event_differences AS d JOIN events AS v USING (event_id)
WHERE d.event_id IN (SELECT m.event_id FROM event_mentions AS m JOIN articles AS a USING (article_id) WHERE a.story_id = $story_id)
ORDER BY v.label, d.event_id, d.field, d.value LIMIT 300;
