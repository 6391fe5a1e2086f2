-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE repeated_lines (
    source_id  VARCHAR NOT NULL,
    line       VARCHAR NOT NULL,
    n_articles INTEGER NOT NULL,
    n_latest   INTEGER NOT NULL,
    n_kept     INTEGER NOT NULL,
    roles      VARCHAR[] NOT NULL
);
COMMENT ON TABLE repeated_lines IS 'One row an outlet and a line that stands on more than one, and on at least half, of its twenty latest articles.';
COMMENT ON COLUMN repeated_lines.source_id IS 'Outlet whose line it is.';
COMMENT ON COLUMN repeated_lines.line IS 'The line, without blanks at its ends; one of more than 300 characters is no such line.';
COMMENT ON COLUMN repeated_lines.n_articles IS 'On how many of these articles it stands.';
COMMENT ON COLUMN repeated_lines.n_latest IS 'How many articles these are: twenty, or all where there are fewer.';
COMMENT ON COLUMN repeated_lines.n_kept IS 'How often it was kept on them.';
COMMENT ON COLUMN repeated_lines.roles IS 'Roles that it has on them.';
