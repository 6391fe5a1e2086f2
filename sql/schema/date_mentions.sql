-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE date_mentions (
    date_mention_id VARCHAR NOT NULL,
    article_id      VARCHAR NOT NULL,
    start_char      INTEGER NOT NULL,
    end_char        INTEGER NOT NULL,
    text            VARCHAR NOT NULL,
    date_start      DATE,
    date_end        DATE,
    precision       VARCHAR,
    basis           VARCHAR NOT NULL,
    rule_id         VARCHAR NOT NULL
);
COMMENT ON TABLE date_mentions IS 'One row a temporal expression in the text, resolved or not; dropped lines count too.';
COMMENT ON COLUMN date_mentions.date_mention_id IS 'Digest of article and span.';
COMMENT ON COLUMN date_mentions.article_id IS 'Article in which the expression stands.';
COMMENT ON COLUMN date_mentions.start_char IS 'Offset of the expression in articles.text.';
COMMENT ON COLUMN date_mentions.end_char IS 'Offset behind the expression.';
COMMENT ON COLUMN date_mentions.text IS 'The expression as written.';
COMMENT ON COLUMN date_mentions.date_start IS 'First day that it means; NULL where it cannot be resolved.';
COMMENT ON COLUMN date_mentions.date_end IS 'Last day that it means, inclusive.';
COMMENT ON COLUMN date_mentions.precision IS 'Precision of the expression.';
COMMENT ON COLUMN date_mentions.basis IS 'Whether it states its date, counts from the publication day, was dated by a user, or cannot be resolved.';
COMMENT ON COLUMN date_mentions.rule_id IS 'Rule that read it.';
