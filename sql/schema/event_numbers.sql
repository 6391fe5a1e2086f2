-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_numbers (
    event_mention_id VARCHAR NOT NULL,
    measure          VARCHAR NOT NULL,
    low              DOUBLE,
    best             DOUBLE,
    high             DOUBLE,
    unit             VARCHAR,
    qualifier        VARCHAR,
    text             VARCHAR NOT NULL,
    start_char       INTEGER NOT NULL,
    end_char         INTEGER NOT NULL,
    rule_id          VARCHAR NOT NULL,
    score            DOUBLE NOT NULL
);
COMMENT ON TABLE event_numbers IS 'One row a number that an event mention states (killed, detained, participants, money …).';
COMMENT ON COLUMN event_numbers.event_mention_id IS 'Report that states the number.';
COMMENT ON COLUMN event_numbers.measure IS 'What is counted.';
COMMENT ON COLUMN event_numbers.low IS 'Lowest value that the words allow.';
COMMENT ON COLUMN event_numbers.best IS 'Value as stated.';
COMMENT ON COLUMN event_numbers.high IS 'Highest value that the words allow.';
COMMENT ON COLUMN event_numbers.unit IS 'Unit or currency.';
COMMENT ON COLUMN event_numbers.qualifier IS 'Words that qualify it, such as "at least".';
COMMENT ON COLUMN event_numbers.text IS 'Words that state the number.';
COMMENT ON COLUMN event_numbers.start_char IS 'Offset of these words in articles.text.';
COMMENT ON COLUMN event_numbers.end_char IS 'Offset behind these words.';
COMMENT ON COLUMN event_numbers.rule_id IS 'Rule that read it.';
COMMENT ON COLUMN event_numbers.score IS 'Probability that it is right, 0 to 1.';
