-- The segments of a statement and the parties of a report are numbered from 1 without a gap; a statement is one article's; a trigger stands in
-- its clause; words beside offsets have both or neither.
-- table: quotes
SELECT 'quotes.segment_no' AS what, utterance_id AS id, count(*) || ' segments, numbered ' || min(segment_no) || ' to ' || max(segment_no)
    || ', in ' || count(DISTINCT article_id) || ' articles and ' || count(DISTINCT quote_group_id) || ' statements' AS detail
FROM quotes GROUP BY utterance_id
HAVING min(segment_no) <> 1 OR max(segment_no) <> count(*) OR count(DISTINCT article_id) > 1 OR count(DISTINCT quote_group_id) > 1
UNION ALL BY NAME
SELECT 'event_participants.ord' AS what, event_mention_id AS id, count(*) || ' parties, numbered ' || min(ord) || ' to ' || max(ord) AS detail
FROM event_participants GROUP BY event_mention_id HAVING min(ord) <> 1 OR max(ord) <> count(*)
UNION ALL BY NAME
SELECT 'event_mentions.trigger_text' AS what, event_mention_id AS id, 'the trigger stands outside of its clause' AS detail
FROM event_mentions WHERE trigger_start_char < start_char OR trigger_end_char > end_char
UNION ALL BY NAME
SELECT 'quotes.speaker_text' AS what, quote_id AS id, 'has words without offsets, or offsets without words' AS detail
FROM quotes
WHERE (speaker_text IS NULL) <> (speaker_start_char IS NULL) OR (speaker_text IS NULL) <> (speaker_end_char IS NULL)
    OR (cue_text IS NULL) <> (cue_start_char IS NULL) OR (cue_text IS NULL) <> (cue_end_char IS NULL)
UNION ALL BY NAME
SELECT 'event_participants.text' AS what, event_mention_id || ' ' || ord AS id, 'has words without offsets, or offsets without words' AS detail
FROM event_participants WHERE (text IS NULL) <> (start_char IS NULL) OR (text IS NULL) <> (end_char IS NULL);
