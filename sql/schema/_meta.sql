-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE _meta (
    key   VARCHAR NOT NULL,
    value VARCHAR
);
COMMENT ON TABLE _meta IS 'One row a fact about this file: versions, when and by which run it was built.';
COMMENT ON COLUMN _meta.key IS 'Name of the fact.';
COMMENT ON COLUMN _meta.value IS 'The fact.';
