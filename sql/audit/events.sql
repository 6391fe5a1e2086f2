-- The reports of events that may be drawn: each row of event_mentions.
CREATE OR REPLACE TEMP TABLE population AS
SELECT m.event_mention_id AS id, a.lang, a.source_id AS source, m.event_type AS type
FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id);
