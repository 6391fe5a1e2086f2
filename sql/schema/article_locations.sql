-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE article_locations (
    article_id    VARCHAR NOT NULL,
    uri           VARCHAR NOT NULL,
    external_id   VARCHAR,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at  TIMESTAMP NOT NULL,
    is_present    BOOLEAN NOT NULL
);
COMMENT ON TABLE article_locations IS 'One row an article and a place below raw/ where it was found, present or past.';
COMMENT ON COLUMN article_locations.article_id IS 'Article that was found there.';
COMMENT ON COLUMN article_locations.uri IS 'Path below raw/, with #n behind it for the n-th record of a file.';
COMMENT ON COLUMN article_locations.external_id IS 'Identifier that the input gave the document there.';
COMMENT ON COLUMN article_locations.first_seen_at IS 'When the article was first seen there, UTC.';
COMMENT ON COLUMN article_locations.last_seen_at IS 'When it was last read there, UTC.';
COMMENT ON COLUMN article_locations.is_present IS 'Whether it still lay there at the last run.';
