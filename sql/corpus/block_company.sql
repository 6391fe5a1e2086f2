-- Who and what is named around the triggers of a type.
SELECT c.* FROM event_company AS c JOIN numbered_events AS u USING (article_id, no) WHERE u.event_type = $kind ORDER BY ALL;
