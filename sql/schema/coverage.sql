-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE coverage (
    source_id   VARCHAR NOT NULL,
    day         DATE,
    lang        VARCHAR,
    n_articles  INTEGER NOT NULL,
    n_originals INTEGER NOT NULL,
    n_failures  INTEGER NOT NULL
);
COMMENT ON TABLE coverage IS 'One row an outlet, a language and a day, from the outlet''s first day in that language to the last day of any article, days without articles present; day NULL: articles without a day; lang NULL: what could not be read.';
COMMENT ON COLUMN coverage.source_id IS 'Outlet that is counted; it may have no article, where nothing of it could be read.';
COMMENT ON COLUMN coverage.day IS 'Day of publication; of failures the day on which they were first seen, UTC. NULL: articles without a day.';
COMMENT ON COLUMN coverage.lang IS 'Language of the articles, BCP 47; NULL in the rows of failures, which have none.';
COMMENT ON COLUMN coverage.n_articles IS 'Number of articles; 0 on days without.';
COMMENT ON COLUMN coverage.n_originals IS 'Of these, how many are no copies of other articles.';
COMMENT ON COLUMN coverage.n_failures IS 'Files and records first seen on that day that could not be read and have not been mended.';
