-- The quotations that may be drawn: each row of quotes.
CREATE OR REPLACE TEMP TABLE population AS
SELECT q.quote_id AS id, a.lang, a.source_id AS source, q.kind AS type FROM main.quotes AS q JOIN main.articles AS a USING (article_id);
