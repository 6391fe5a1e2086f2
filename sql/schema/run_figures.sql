-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE run_figures (
    run_id    VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    lang      VARCHAR,
    measure   VARCHAR NOT NULL,
    value     DOUBLE NOT NULL,
    n         BIGINT NOT NULL
);
COMMENT ON TABLE run_figures IS 'One row a published run, a source, a language and a measure of what was found; of the last runs only.';
COMMENT ON COLUMN run_figures.run_id IS 'Run that published what is measured.';
COMMENT ON COLUMN run_figures.source_id IS 'Outlet whose current articles are measured; it may have none any more.';
COMMENT ON COLUMN run_figures.lang IS 'Language of these articles, BCP 47; NULL for n_errors, for what cannot be read has none.';
COMMENT ON COLUMN run_figures.measure IS 'Number of articles; shares of lines (blank ones left out) and of characters that are kept; shares of articles without a kept line of body or without a publication day; mentions, quotes and event reports an article; shares of quotes without a speaker that is known, of event reports without date or place; number of errors that stand.';
COMMENT ON COLUMN run_figures.value IS 'Value of the measure.';
COMMENT ON COLUMN run_figures.n IS 'What the value is a share or a mean of: articles, lines, characters, quotes or event reports; for n_errors articles and errors.';
