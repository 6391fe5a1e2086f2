-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE stories (
    story_id   VARCHAR NOT NULL,
    label      VARCHAR,
    n_articles INTEGER NOT NULL,
    n_sources  INTEGER NOT NULL,
    n_langs    INTEGER NOT NULL,
    date_start DATE,
    date_end   DATE
);
COMMENT ON TABLE stories IS 'One row a happening that one or more articles are about.';
COMMENT ON COLUMN stories.story_id IS 'Digest of the story''s anchor: its earliest article.';
COMMENT ON COLUMN stories.label IS 'Headline that stands for the story.';
COMMENT ON COLUMN stories.n_articles IS 'Number of articles.';
COMMENT ON COLUMN stories.n_sources IS 'Number of outlets.';
COMMENT ON COLUMN stories.n_langs IS 'Number of languages.';
COMMENT ON COLUMN stories.date_start IS 'Earliest publication day of its articles.';
COMMENT ON COLUMN stories.date_end IS 'Latest publication day of its articles.';
