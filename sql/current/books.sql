-- What the books say beside the articles: places, errors, runs. Rewritten before each publication.

DELETE FROM main.article_locations;
INSERT INTO main.article_locations BY NAME
SELECT l.article_id, l.uri, l.external_id, l.first_seen_at, l.last_seen_at, l.is_present
FROM state.locations AS l JOIN main.articles USING (article_id) ORDER BY l.article_id, l.uri;

DELETE FROM history.article_locations;
INSERT INTO history.article_locations BY NAME
SELECT l.article_id, l.uri, l.external_id, l.first_seen_at, l.last_seen_at, l.is_present
FROM state.locations AS l JOIN history.articles USING (article_id) ORDER BY l.article_id, l.uri;

DELETE FROM main.ingest_errors;
INSERT INTO main.ingest_errors BY NAME
SELECT uri, source_id, raw_sha256, stage, error_code, message, hint, first_seen_at, last_seen_at, is_resolved
FROM state.errors ORDER BY uri, stage, error_code;

DELETE FROM main.runs;
INSERT INTO main.runs BY NAME SELECT * FROM state.runs ORDER BY run_id;

DELETE FROM main.id_changes;
INSERT INTO main.id_changes BY NAME SELECT * FROM state.id_changes ORDER BY ALL;
