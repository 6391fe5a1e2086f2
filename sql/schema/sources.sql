-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE sources (
    source_id        VARCHAR NOT NULL,
    name             VARCHAR,
    homepage         VARCHAR,
    country          VARCHAR,
    language         VARCHAR,
    timezone         VARCHAR,
    rights           VARCHAR,
    may_publish_text BOOLEAN NOT NULL,
    n_articles       INTEGER NOT NULL
);
COMMENT ON TABLE sources IS 'One row an outlet: a folder below raw/ that holds at least one current article.';
COMMENT ON COLUMN sources.source_id IS 'Identifier of the outlet: the name of its folder below raw/, or `unsorted`.';
COMMENT ON COLUMN sources.name IS 'Name of the outlet as its source.toml states it.';
COMMENT ON COLUMN sources.homepage IS 'Address of the outlet''s home page as stated.';
COMMENT ON COLUMN sources.country IS 'Country of the outlet, ISO 3166-1 alpha-3, as stated.';
COMMENT ON COLUMN sources.language IS 'Main language of the outlet, BCP 47, as stated.';
COMMENT ON COLUMN sources.timezone IS 'Time zone of the outlet, IANA name, as stated; local days are counted in it.';
COMMENT ON COLUMN sources.rights IS 'What the outlet''s source.toml states of the rights in its texts.';
COMMENT ON COLUMN sources.may_publish_text IS 'Whether its source.toml states for all its articles that their whole texts may be published; else exports leave them out.';
COMMENT ON COLUMN sources.n_articles IS 'Number of its current articles.';
