-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE runs (
    run_id       VARCHAR NOT NULL,
    started_at   TIMESTAMP NOT NULL,
    finished_at  TIMESTAMP,
    code_version VARCHAR NOT NULL,
    n_new        INTEGER NOT NULL,
    n_changed    INTEGER NOT NULL,
    n_unchanged  INTEGER NOT NULL,
    n_removed    INTEGER NOT NULL,
    n_failed     INTEGER NOT NULL,
    seconds      DOUBLE
);
COMMENT ON TABLE runs IS 'One row a run of the pipeline that found something to do.';
COMMENT ON COLUMN runs.run_id IS 'Identifier of the run.';
COMMENT ON COLUMN runs.started_at IS 'When it began, UTC.';
COMMENT ON COLUMN runs.finished_at IS 'When it ended, UTC.';
COMMENT ON COLUMN runs.code_version IS 'Digest of the versions of all stages.';
COMMENT ON COLUMN runs.n_new IS 'Documents that were not there before.';
COMMENT ON COLUMN runs.n_changed IS 'Documents that replaced an older version of themselves.';
COMMENT ON COLUMN runs.n_unchanged IS 'Current documents that were there already.';
COMMENT ON COLUMN runs.n_removed IS 'Documents that are no longer there, replaced ones left out.';
COMMENT ON COLUMN runs.n_failed IS 'Files, records and documents that failed in this run.';
COMMENT ON COLUMN runs.seconds IS 'Duration in seconds.';
