-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
-- table: articles
-- Text beside offsets is what stands there in articles.text.
SELECT 'entity_roles.text' AS what, r.article_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM entity_roles AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text)
UNION ALL BY NAME
SELECT 'entity_mentions.text' AS what, r.article_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM entity_mentions AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text)
UNION ALL BY NAME
SELECT 'date_mentions.text' AS what, r.article_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM date_mentions AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text)
UNION ALL BY NAME
SELECT 'quotes.text' AS what, r.article_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM quotes AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text)
UNION ALL BY NAME
SELECT 'quotes.cue_text' AS what, r.article_id AS id,
    'says ' || coalesce(r.cue_text, 'NULL') || ' at ' || r.cue_start_char || '-' || coalesce(r.cue_end_char, -1) AS detail
FROM quotes AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.cue_start_char IS NOT NULL AND (r.cue_start_char < 0 OR r.cue_end_char IS NULL OR r.cue_end_char < r.cue_start_char
    OR substr(a.text, r.cue_start_char + 1, r.cue_end_char - r.cue_start_char) IS DISTINCT FROM r.cue_text)
UNION ALL BY NAME
SELECT 'quotes.speaker_text' AS what, r.article_id AS id,
    'says ' || coalesce(r.speaker_text, 'NULL') || ' at ' || r.speaker_start_char || '-' || coalesce(r.speaker_end_char, -1) AS detail
FROM quotes AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.speaker_start_char IS NOT NULL AND (r.speaker_start_char < 0 OR r.speaker_end_char IS NULL OR r.speaker_end_char < r.speaker_start_char
    OR substr(a.text, r.speaker_start_char + 1, r.speaker_end_char - r.speaker_start_char) IS DISTINCT FROM r.speaker_text)
UNION ALL BY NAME
SELECT 'event_mentions.text' AS what, r.article_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM event_mentions AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text)
UNION ALL BY NAME
SELECT 'event_mentions.trigger_text' AS what, r.article_id AS id,
    'says ' || coalesce(r.trigger_text, 'NULL') || ' at ' || r.trigger_start_char || '-' || coalesce(r.trigger_end_char, -1) AS detail
FROM event_mentions AS r JOIN articles AS a ON a.article_id = r.article_id
WHERE r.trigger_start_char IS NOT NULL AND (r.trigger_start_char < 0 OR r.trigger_end_char IS NULL OR r.trigger_end_char < r.trigger_start_char
    OR substr(a.text, r.trigger_start_char + 1, r.trigger_end_char - r.trigger_start_char) IS DISTINCT FROM r.trigger_text)
UNION ALL BY NAME
SELECT 'event_participants.text' AS what, r.event_mention_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM event_participants AS r JOIN event_mentions AS m ON m.event_mention_id = r.event_mention_id JOIN articles AS a ON a.article_id = m.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text)
UNION ALL BY NAME
SELECT 'event_numbers.text' AS what, r.event_mention_id AS id,
    'says ' || coalesce(r.text, 'NULL') || ' at ' || r.start_char || '-' || coalesce(r.end_char, -1) AS detail
FROM event_numbers AS r JOIN event_mentions AS m ON m.event_mention_id = r.event_mention_id JOIN articles AS a ON a.article_id = m.article_id
WHERE r.start_char IS NOT NULL AND (r.start_char < 0 OR r.end_char IS NULL OR r.end_char < r.start_char
    OR substr(a.text, r.start_char + 1, r.end_char - r.start_char) IS DISTINCT FROM r.text);
