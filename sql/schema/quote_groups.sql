-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE quote_groups (
    quote_group_id           VARCHAR NOT NULL,
    speaker_entity_id        VARCHAR,
    text                     VARCHAR NOT NULL,
    lang                     VARCHAR,
    n_quotes                 INTEGER NOT NULL,
    n_articles               INTEGER NOT NULL,
    n_sources                INTEGER NOT NULL,
    n_langs                  INTEGER NOT NULL,
    first_article_id         VARCHAR,
    has_speaker_disagreement BOOLEAN NOT NULL
);
COMMENT ON TABLE quote_groups IS 'One row a statement, however many articles and languages carry it.';
COMMENT ON COLUMN quote_groups.quote_group_id IS 'Digest of the group''s anchor: its earliest quote.';
COMMENT ON COLUMN quote_groups.speaker_entity_id IS 'Who made the statement.';
COMMENT ON COLUMN quote_groups.text IS 'The statement in the words of its anchor.';
COMMENT ON COLUMN quote_groups.lang IS 'Language of these words, BCP 47.';
COMMENT ON COLUMN quote_groups.n_quotes IS 'Number of quotes in the group.';
COMMENT ON COLUMN quote_groups.n_articles IS 'Number of articles that carry it.';
COMMENT ON COLUMN quote_groups.n_sources IS 'Number of outlets that carry it.';
COMMENT ON COLUMN quote_groups.n_langs IS 'Number of languages that carry it.';
COMMENT ON COLUMN quote_groups.first_article_id IS 'Article that carried it first.';
COMMENT ON COLUMN quote_groups.has_speaker_disagreement IS 'Whether articles attribute it to different speakers.';
