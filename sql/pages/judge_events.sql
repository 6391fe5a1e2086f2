-- Other events that a report might tell: of the same type, of its story or within a week of its day, each with its first report.
WITH here AS (
    SELECT m.event_type, m.event_id, a.story_id, coalesce(m.date_start, a.published_on) AS day
    FROM event_mentions AS m JOIN articles AS a USING (article_id) WHERE m.event_mention_id = $event_mention_id
),
reports AS (
    SELECT m.event_id, m.event_mention_id, m.article_id, m.start_char, m.end_char, a.text, a.lang, a.source_id, a.published_on,
        a.story_id = h.story_id AS is_same_story
    FROM here AS h JOIN event_mentions AS m ON m.event_type = h.event_type AND m.event_id <> h.event_id
    JOIN articles AS a ON a.article_id = m.article_id
    WHERE a.story_id = h.story_id OR abs(coalesce(m.date_start, a.published_on) - h.day) <= 7
    QUALIFY row_number() OVER (PARTITION BY m.event_id ORDER BY a.published_on NULLS LAST, a.uri, m.start_char) = 1
)
SELECT r.event_id, r.event_mention_id, r.article_id, r.lang, r.source_id, r.published_on, v.label, v.date_start, v.date_end, v.date_precision,
    span(r.text, r.start_char, r.end_char) AS words
FROM reports AS r JOIN events AS v USING (event_id)
ORDER BY r.is_same_story DESC NULLS LAST, v.date_start NULLS LAST, r.event_id LIMIT $most;
