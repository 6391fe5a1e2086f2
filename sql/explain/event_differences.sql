-- What the reports of an event say differently.
SELECT field, value, source_ids FROM event_differences WHERE event_id = $event_id ORDER BY field, len(article_ids) DESC, value;
