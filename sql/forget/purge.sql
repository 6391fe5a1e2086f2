-- The books without the articles of the temporary table `forgotten_articles`; their files are read anew. The tables of evidence, main and
-- history are emptied of them one by one (names of the dictionary).
CREATE OR REPLACE TEMP TABLE forgotten_places AS
SELECT DISTINCT uri, file_uri FROM state.locations WHERE article_id IN (SELECT article_id FROM forgotten_articles);

DELETE FROM state.files WHERE uri IN (SELECT file_uri FROM forgotten_places);
DELETE FROM state.errors WHERE article_id IN (SELECT article_id FROM forgotten_articles)
    OR uri IN (SELECT uri FROM forgotten_places) OR file_uri IN (SELECT file_uri FROM forgotten_places);
DELETE FROM main.ingest_errors WHERE uri IN (SELECT uri FROM forgotten_places) OR uri IN (SELECT file_uri FROM forgotten_places);
DELETE FROM state.locations WHERE article_id IN (SELECT article_id FROM forgotten_articles);
DELETE FROM state.versions WHERE article_id IN (SELECT article_id FROM forgotten_articles);
UPDATE state.versions SET supersedes_article_id = NULL WHERE supersedes_article_id IN (SELECT article_id FROM forgotten_articles);
UPDATE state.versions SET superseded_by = NULL WHERE superseded_by IN (SELECT article_id FROM forgotten_articles);
UPDATE history.articles SET supersedes_article_id = NULL WHERE supersedes_article_id IN (SELECT article_id FROM forgotten_articles);
DELETE FROM state.ledger WHERE article_id IN (SELECT article_id FROM forgotten_articles);
DELETE FROM state.line_places WHERE article_id IN (SELECT article_id FROM forgotten_articles);
DELETE FROM state.article_profiles WHERE article_id IN (SELECT article_id FROM forgotten_articles);
