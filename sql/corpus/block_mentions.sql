-- The event mentions of a type in the order of their numbers; beside them the days between which their story's dated articles lie.
WITH stories AS (SELECT story_id, min(published_on) AS story_first, max(published_on) AS story_last FROM main.articles GROUP BY story_id)
SELECT e.article_id, e.no, e.event_type, e.event_mode, e.realis, e.attribution, e.trigger_text, e.trigger_start, e.in_title, e.score,
    e.date_start, e.date_end, e.date_precision, e.date_basis, e.anchor_offset, e.place_entity_id, e.place_country, e.story_id,
    e.published_on, e.date_text, e.text, e.lang, s.story_first, s.story_last
FROM event_rows AS e JOIN stories AS s USING (story_id) WHERE e.event_type = $kind ORDER BY e.article_id, e.no;
