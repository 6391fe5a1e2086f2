-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE search_articles (
    article_no INTEGER NOT NULL,
    article_id VARCHAR NOT NULL,
    n_tokens   INTEGER NOT NULL
);
COMMENT ON TABLE search_articles IS 'One row a current article in the token table, with its length in words.';
COMMENT ON COLUMN search_articles.article_no IS 'Number of the article in this version of the file, in the order of ids, from 1.';
COMMENT ON COLUMN search_articles.article_id IS 'The article.';
COMMENT ON COLUMN search_articles.n_tokens IS 'Number of words of its kept lines, and of its title where no line is it.';
