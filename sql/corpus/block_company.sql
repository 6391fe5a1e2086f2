-- Who and what is named around the triggers of a block.
SELECT c.* FROM event_company AS c JOIN numbered_events AS u USING (article_id, no) WHERE list_contains($types, u.event_type) ORDER BY ALL;
