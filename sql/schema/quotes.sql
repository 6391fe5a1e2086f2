-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE quotes (
    quote_id             VARCHAR NOT NULL,
    article_id           VARCHAR NOT NULL,
    utterance_id         VARCHAR NOT NULL,
    segment_no           INTEGER NOT NULL,
    start_char           INTEGER NOT NULL,
    end_char             INTEGER NOT NULL,
    text                 VARCHAR NOT NULL,
    kind                 VARCHAR NOT NULL,
    lang                 VARCHAR,
    cue_text             VARCHAR,
    cue_start_char       INTEGER,
    cue_end_char         INTEGER,
    cue_class            VARCHAR,
    speaker_text         VARCHAR,
    speaker_start_char   INTEGER,
    speaker_end_char     INTEGER,
    speaker_mention_type VARCHAR,
    speaker_entity_id    VARCHAR,
    speaker_basis        VARCHAR,
    relayed_by_text      VARCHAR,
    relayed_by_entity_id VARCHAR,
    in_title             BOOLEAN NOT NULL,
    quote_group_id       VARCHAR,
    relation             VARCHAR,
    rule_id              VARCHAR NOT NULL,
    score                DOUBLE NOT NULL,
    extractor_version    VARCHAR NOT NULL
);
COMMENT ON TABLE quotes IS 'One row a contiguous span of somebody''s words; segments of one statement share utterance_id.';
COMMENT ON COLUMN quotes.quote_id IS 'Digest of article and span, as it was found: a user''s right words keep it.';
COMMENT ON COLUMN quotes.article_id IS 'Article in which it stands.';
COMMENT ON COLUMN quotes.utterance_id IS 'Statement that the segment is a part of.';
COMMENT ON COLUMN quotes.segment_no IS 'Position of the segment in its statement, from 1.';
COMMENT ON COLUMN quotes.start_char IS 'Offset of the quoted words in articles.text, without marks.';
COMMENT ON COLUMN quotes.end_char IS 'Offset behind the quoted words.';
COMMENT ON COLUMN quotes.text IS 'The quoted words.';
COMMENT ON COLUMN quotes.kind IS 'Words in marks, words in marks inside reported speech, or reported speech.';
COMMENT ON COLUMN quotes.lang IS 'Language of the words, BCP 47.';
COMMENT ON COLUMN quotes.cue_text IS 'Words that mark the speech, such as a verb of saying.';
COMMENT ON COLUMN quotes.cue_start_char IS 'Offset of the cue in articles.text.';
COMMENT ON COLUMN quotes.cue_end_char IS 'Offset behind the cue.';
COMMENT ON COLUMN quotes.cue_class IS 'What the cue does: say, claim, deny, ask, promise, warn, accuse, praise, according_to …';
COMMENT ON COLUMN quotes.speaker_text IS 'Words that name the speaker where the text attributes the quote.';
COMMENT ON COLUMN quotes.speaker_start_char IS 'Offset of the speaker''s words in articles.text.';
COMMENT ON COLUMN quotes.speaker_end_char IS 'Offset behind the speaker''s words.';
COMMENT ON COLUMN quotes.speaker_mention_type IS 'How the text names the speaker.';
COMMENT ON COLUMN quotes.speaker_entity_id IS 'Who speaks; NULL where it cannot be told.';
COMMENT ON COLUMN quotes.speaker_basis IS 'How the speaker is known; recalled: a noun takes up whom the sentences before speak of; role_corpus, role_table: whom an office means, by other articles near that day or by the table of office holders; model: a model says that these words name the speaker; user: a user says who speaks, or that nobody knows.';
COMMENT ON COLUMN quotes.relayed_by_text IS 'Words that name the one who passes the statement on, in nested attribution.';
COMMENT ON COLUMN quotes.relayed_by_entity_id IS 'Who passes the statement on.';
COMMENT ON COLUMN quotes.in_title IS 'Whether it stands in the headline.';
COMMENT ON COLUMN quotes.quote_group_id IS 'Statement across articles and languages that it belongs to.';
COMMENT ON COLUMN quotes.relation IS 'How its words relate to the group''s statement; user: only a user says that it is this statement.';
COMMENT ON COLUMN quotes.rule_id IS 'Rule or model that found it; user: somebody gave the words or the kind by hand.';
COMMENT ON COLUMN quotes.score IS 'Probability that span and speaker are right, 0 to 1.';
COMMENT ON COLUMN quotes.extractor_version IS 'Version of the extractor.';
