-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_mentions (
    event_mention_id   VARCHAR NOT NULL,
    event_id           VARCHAR,
    article_id         VARCHAR NOT NULL,
    start_char         INTEGER NOT NULL,
    end_char           INTEGER NOT NULL,
    text               VARCHAR NOT NULL,
    trigger_text       VARCHAR NOT NULL,
    trigger_start_char INTEGER NOT NULL,
    trigger_end_char   INTEGER NOT NULL,
    event_type         VARCHAR NOT NULL,
    event_mode         VARCHAR,
    cameo_root         VARCHAR,
    quad_class         INTEGER NOT NULL,
    intensity          DOUBLE NOT NULL,
    contexts           VARCHAR[] NOT NULL,
    realis             VARCHAR NOT NULL,
    realis_basis       VARCHAR,
    attribution        VARCHAR NOT NULL,
    quote_id           VARCHAR,
    date_start         DATE,
    date_end           DATE,
    date_precision     VARCHAR,
    date_text          VARCHAR,
    date_basis         VARCHAR NOT NULL,
    place_entity_id    VARCHAR,
    place_text         VARCHAR,
    place_precision    VARCHAR,
    in_title           BOOLEAN NOT NULL,
    rule_id            VARCHAR NOT NULL,
    score              DOUBLE NOT NULL,
    extractor_version  VARCHAR NOT NULL
);
COMMENT ON TABLE event_mentions IS 'One row a report of one event in one article.';
COMMENT ON COLUMN event_mentions.event_mention_id IS 'Digest of article, trigger span and type, as they were found.';
COMMENT ON COLUMN event_mentions.event_id IS 'Event that is reported.';
COMMENT ON COLUMN event_mentions.article_id IS 'Article that reports it.';
COMMENT ON COLUMN event_mentions.start_char IS 'Offset of the clause in articles.text.';
COMMENT ON COLUMN event_mentions.end_char IS 'Offset behind the clause.';
COMMENT ON COLUMN event_mentions.text IS 'The clause that states the event.';
COMMENT ON COLUMN event_mentions.trigger_text IS 'Word or words that name the event.';
COMMENT ON COLUMN event_mentions.trigger_start_char IS 'Offset of the trigger in articles.text.';
COMMENT ON COLUMN event_mentions.trigger_end_char IS 'Offset behind the trigger.';
COMMENT ON COLUMN event_mentions.event_type IS 'PLOVER''s sixteen types, and APPOINT; types of your own lexicon begin with x-.';
COMMENT ON COLUMN event_mentions.event_mode IS 'Mode within the type.';
COMMENT ON COLUMN event_mentions.cameo_root IS 'CAMEO root code, such as 04.';
COMMENT ON COLUMN event_mentions.quad_class IS '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, 0 none.';
COMMENT ON COLUMN event_mentions.intensity IS 'Intensity from -10 (conflict) to +10 (cooperation).';
COMMENT ON COLUMN event_mentions.contexts IS 'What the event is about, such as military or economic.';
COMMENT ON COLUMN event_mentions.realis IS 'Whether it happened, is planned, asked for, denied, or only supposed.';
COMMENT ON COLUMN event_mentions.realis_basis IS 'How that is known: read in the text, or as a user says; NULL in what earlier releases published.';
COMMENT ON COLUMN event_mentions.attribution IS 'Whether the article states it itself, or within a quotation or reported speech.';
COMMENT ON COLUMN event_mentions.quote_id IS 'Quote in which it stands.';
COMMENT ON COLUMN event_mentions.date_start IS 'First day of the event; NULL where unknown.';
COMMENT ON COLUMN event_mentions.date_end IS 'Last day of the event, inclusive.';
COMMENT ON COLUMN event_mentions.date_precision IS 'Precision of the date.';
COMMENT ON COLUMN event_mentions.date_text IS 'Words that date it.';
COMMENT ON COLUMN event_mentions.date_basis IS 'How the date is known.';
COMMENT ON COLUMN event_mentions.place_entity_id IS 'Where it happened.';
COMMENT ON COLUMN event_mentions.place_text IS 'Words that name the place.';
COMMENT ON COLUMN event_mentions.place_precision IS 'How precisely the place is known.';
COMMENT ON COLUMN event_mentions.in_title IS 'Whether the headline reports it.';
COMMENT ON COLUMN event_mentions.rule_id IS 'Rule or model that found it; user: somebody gave the words or the type by hand.';
COMMENT ON COLUMN event_mentions.score IS 'Probability that it is right, 0 to 1.';
COMMENT ON COLUMN event_mentions.extractor_version IS 'Version of the extractor.';
