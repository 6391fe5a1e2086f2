-- Which article is meant: by its id, else its place, address or external id; the latest where several fit.
CREATE OR REPLACE MACRO article_id_of(article) AS (
    SELECT x.article_id FROM main.articles AS x
    WHERE x.article_id = article OR x.uri = article OR x.url = article OR x.external_id = article
    ORDER BY x.article_id <> article, x.uri <> article, x.published_on DESC NULLS LAST, x.article_id LIMIT 1
);
COMMENT ON MACRO article_id_of IS 'The current article of an article_id, uri, url or external_id; NULL where there is none.';
