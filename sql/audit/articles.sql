-- The articles that may be drawn to be read in full; copies of others are left out.
CREATE OR REPLACE TEMP TABLE population AS
SELECT article_id AS id, lang, source_id AS source, '' AS type FROM main.articles WHERE duplicate_of IS NULL;
