-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE search_tokens (
    token      VARCHAR NOT NULL,
    article_no INTEGER NOT NULL,
    n_times    INTEGER NOT NULL
);
COMMENT ON TABLE search_tokens IS 'One row a word and an article in which it stands: what search() goes by.';
COMMENT ON COLUMN search_tokens.token IS 'The word, folded; at most 40 characters.';
COMMENT ON COLUMN search_tokens.article_no IS 'Article in which it stands, by its number in search_articles.';
COMMENT ON COLUMN search_tokens.n_times IS 'How often it stands there.';
