-- What somebody said.
CREATE OR REPLACE MACRO quotes_by(who) AS TABLE
SELECT q.* FROM v_quotes AS q WHERE q.speaker_entity_id = entity_id_of(who)
ORDER BY q.published_on, q.article_id, q.start_char;
COMMENT ON MACRO TABLE quotes_by IS 'The quotes of a speaker, named in any spelling or by id: rows of v_quotes, by day.';
