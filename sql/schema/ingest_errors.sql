-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE ingest_errors (
    uri           VARCHAR NOT NULL,
    source_id     VARCHAR NOT NULL,
    raw_sha256    VARCHAR,
    stage         VARCHAR NOT NULL,
    error_code    VARCHAR NOT NULL,
    message       VARCHAR NOT NULL,
    hint          VARCHAR NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at  TIMESTAMP NOT NULL,
    is_resolved   BOOLEAN NOT NULL
);
COMMENT ON TABLE ingest_errors IS 'One row a file or record that could not be read or processed, and what to do about it.';
COMMENT ON COLUMN ingest_errors.uri IS 'Path below raw/, with #n behind it for the n-th record of a file.';
COMMENT ON COLUMN ingest_errors.source_id IS 'Outlet whose folder it lies in.';
COMMENT ON COLUMN ingest_errors.raw_sha256 IS 'SHA-256 of the bytes, where they could be read.';
COMMENT ON COLUMN ingest_errors.stage IS 'Step that failed: scan, decode, parse, read, clean or annotate.';
COMMENT ON COLUMN ingest_errors.error_code IS 'Kind of the error, such as empty_file, too_large, undecodable, binary, bad_json or model_unavailable.';
COMMENT ON COLUMN ingest_errors.message IS 'What is wrong, and where.';
COMMENT ON COLUMN ingest_errors.hint IS 'What to do about it.';
COMMENT ON COLUMN ingest_errors.first_seen_at IS 'When it was first seen, UTC.';
COMMENT ON COLUMN ingest_errors.last_seen_at IS 'When it was last seen, UTC.';
COMMENT ON COLUMN ingest_errors.is_resolved IS 'Whether it has gone since: the file was mended or taken away, or a model has answered.';
