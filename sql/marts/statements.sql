-- Who said what, readable without a join.
CREATE OR REPLACE VIEW statements AS
SELECT
    q.quote_id, q.utterance_id, q.quote_group_id, e.name AS speaker, e.entity_id AS speaker_entity_id,
    q.speaker_text, q.text, q.kind, q.cue_class, q.lang, a.published_on, a.source_id, a.title, a.article_id,
    q.start_char, q.end_char, q.score
FROM main.quotes AS q
JOIN main.articles AS a USING (article_id)
LEFT JOIN main.entities AS e ON e.entity_id = q.speaker_entity_id;
COMMENT ON VIEW statements IS 'One row a quote with the name of its speaker, its article and its day.';
COMMENT ON COLUMN statements.speaker IS 'Preferred name of who speaks; NULL where it cannot be told.';
COMMENT ON COLUMN statements.speaker_text IS 'Words with which the article names the speaker.';
COMMENT ON COLUMN statements.text IS 'The quoted words.';
COMMENT ON COLUMN statements.published_on IS 'Day of publication of the article.';
COMMENT ON COLUMN statements.title IS 'Headline of the article.';
