-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE id_changes (
    kind             VARCHAR NOT NULL,
    old_id           VARCHAR NOT NULL,
    new_id           VARCHAR,
    share_of_members DOUBLE NOT NULL,
    since_version    VARCHAR NOT NULL
);
COMMENT ON TABLE id_changes IS 'One row an id of a cluster that a publication replaced, and where its members went.';
COMMENT ON COLUMN id_changes.kind IS 'Kind of the cluster.';
COMMENT ON COLUMN id_changes.old_id IS 'Id that was published before.';
COMMENT ON COLUMN id_changes.new_id IS 'Id under which members of the old cluster stand now; NULL where none is left.';
COMMENT ON COLUMN id_changes.share_of_members IS 'Share of the old cluster''s members that stand under the new id, 0 to 1.';
COMMENT ON COLUMN id_changes.since_version IS 'Publication that made the change, as in _meta under `version`.';
