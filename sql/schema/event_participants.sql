-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_participants (
    event_mention_id VARCHAR NOT NULL,
    ord              INTEGER NOT NULL,
    role             VARCHAR NOT NULL,
    entity_id        VARCHAR,
    code             VARCHAR,
    country          VARCHAR,
    sector           VARCHAR,
    text             VARCHAR,
    start_char       INTEGER,
    end_char         INTEGER,
    basis            VARCHAR NOT NULL
);
COMMENT ON TABLE event_participants IS 'One row a participant of an event mention; a person who acts for a body stands beside the body.';
COMMENT ON COLUMN event_participants.event_mention_id IS 'Report in which it takes part.';
COMMENT ON COLUMN event_participants.ord IS 'Position among the participants, from 1.';
COMMENT ON COLUMN event_participants.role IS 'Part that it plays.';
COMMENT ON COLUMN event_participants.entity_id IS 'Who takes part.';
COMMENT ON COLUMN event_participants.code IS 'Alpha-3 code of a country, acronym such as NATO, UN, EU, else IGO or NGO; NULL for persons and cities.';
COMMENT ON COLUMN event_participants.country IS 'Country for which it acts or in which it lies, ISO alpha-3.';
COMMENT ON COLUMN event_participants.sector IS 'Sector in which it acts.';
COMMENT ON COLUMN event_participants.text IS 'Words that name it.';
COMMENT ON COLUMN event_participants.start_char IS 'Offset of these words in articles.text.';
COMMENT ON COLUMN event_participants.end_char IS 'Offset behind these words.';
COMMENT ON COLUMN event_participants.basis IS 'How it is known that it takes part; role_corpus, role_table: whom an office means, by other articles or by the table of office holders; user: a user says so.';
