-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE entity_roles (
    entity_id              VARCHAR,
    role                   VARCHAR NOT NULL,
    organisation_entity_id VARCHAR,
    country                VARCHAR,
    article_id             VARCHAR NOT NULL,
    start_char             INTEGER NOT NULL,
    end_char               INTEGER NOT NULL,
    text                   VARCHAR NOT NULL
);
COMMENT ON TABLE entity_roles IS 'One row a passage that says who holds which office.';
COMMENT ON COLUMN entity_roles.entity_id IS 'Holder of the office; NULL where nobody is known to hold it.';
COMMENT ON COLUMN entity_roles.role IS 'Office, the same key in every language, such as foreign_minister; else the words themselves.';
COMMENT ON COLUMN entity_roles.organisation_entity_id IS 'Body that the office belongs to.';
COMMENT ON COLUMN entity_roles.country IS 'Country that the office belongs to, ISO alpha-3.';
COMMENT ON COLUMN entity_roles.article_id IS 'Article that says so.';
COMMENT ON COLUMN entity_roles.start_char IS 'Offset of the passage in articles.text.';
COMMENT ON COLUMN entity_roles.end_char IS 'Offset behind the passage.';
COMMENT ON COLUMN entity_roles.text IS 'Words that name the office.';
