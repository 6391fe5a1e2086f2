-- The story date fill, one step after all clustering and no input to any: an undated article that tells an event as so many days from
-- today takes its day from another article that dates the same event to the day.
CREATE OR REPLACE TEMP TABLE story_days AS
WITH votes AS (
    SELECT m.article_id, (o.date_start - m.anchor_offset) AS day, count(DISTINCT o.article_id) AS n, min(abs(m.anchor_offset)) AS far
    FROM event_rows AS m
    JOIN event_units AS u USING (article_id, no)
    JOIN event_units AS v ON v.event_id = u.event_id AND v.article_id <> u.article_id
    JOIN event_rows AS o ON o.article_id = v.article_id AND o.no = v.no
    WHERE m.published_on IS NULL AND m.anchor_offset IS NOT NULL AND m.date_start IS NULL AND m.realis = 'actual' AND o.realis = 'actual'
        AND o.date_start = o.date_end AND o.date_precision IN ('minute', 'hour', 'day')
        AND m.story_id = o.story_id
    GROUP BY m.article_id, day
)
SELECT article_id, arg_min(day, (-n, far, day)) AS day FROM votes GROUP BY article_id;

UPDATE main.articles SET published_on = d.day, published_precision = 'day', published_basis = 'story'
FROM story_days AS d WHERE articles.article_id = d.article_id AND articles.published_on IS NULL;

UPDATE main.date_mentions SET date_start = s.day + e.anchor_offset,
    date_end = s.day + e.anchor_offset + CASE WHEN e.precision = 'week' THEN 6 ELSE 0 END
FROM story_days AS s, evidence.dates AS e
WHERE e.article_id = s.article_id AND e.anchor_offset IS NOT NULL AND e.precision IN ('minute', 'hour', 'day', 'week')
    AND date_mentions.article_id = e.article_id AND date_mentions.date_start IS NULL AND date_mentions.basis <> 'user'
    AND date_mentions.date_mention_id = row_id('dat', e.article_id || '|' || e.start || '|' || e."end" || '|' || e.no);

UPDATE main.event_mentions SET date_start = s.day + e.anchor_offset, date_end = s.day + e.anchor_offset, date_precision = 'day',
    date_basis = 'story'
FROM story_days AS s, event_rows AS e
WHERE e.article_id = s.article_id AND e.anchor_offset IS NOT NULL AND e.date_start IS NULL
    AND event_mentions.event_mention_id = e.event_mention_id;

-- An event that nobody dates, or of which only a longer period is told, takes the day that its mentions have now.
UPDATE main.events SET date_start = f.day, date_end = f.day, date_precision = 'day', date_basis = 'story'
FROM (
    SELECT event_id, arg_min(day, (-n, day)) AS day, arg_min(day, (-n, day)) FILTER (is_told) AS told_day
    FROM (
        SELECT m.event_id, m.date_start AS day, count(*) AS n, bool_or(e.date_text IS NOT NULL) AS is_told
        FROM main.event_mentions AS m JOIN event_rows AS e USING (event_mention_id)
        WHERE m.date_basis = 'story' AND m.date_precision = 'day' GROUP BY ALL)
    GROUP BY event_id
) AS f
WHERE events.event_id = f.event_id AND (events.date_start IS NULL
    OR (f.told_day BETWEEN events.date_start AND events.date_end AND events.date_precision IN ('month', 'quarter', 'year', 'decade')));

-- Background that its own article does not date takes the date that another report tells of the event; so does an act that lies on its
-- article's day only for want of a word, where another report tells a period.
UPDATE main.event_mentions SET date_start = d.date_start, date_end = d.date_end, date_precision = d.date_precision, date_basis = 'story'
FROM event_rows AS e, event_units AS u, main.events AS d
WHERE u.article_id = e.article_id AND u.no = e.no AND d.event_id = u.event_id AND d.date_basis IN ('explicit', 'relative', 'story', 'user')
    AND NOT e.is_dated_by_user -- nobody knows, a user says
    AND e.realis = 'actual' AND d.realis = 'actual' AND e.date_start IS NULL AND e.date_text IS NULL
    AND (e.anchor_offset IS NULL OR d.date_precision IN ('month', 'quarter', 'year', 'decade'))
    AND event_mentions.event_mention_id = e.event_mention_id;
