-- A batch of places where articles were found (temporary view incoming_locations) into the books.
UPDATE state.locations AS l
SET is_present = true, last_seen_at = $now, external_id = i.external_id, document_digest = i.document_digest,
    reading = $reading
FROM incoming_locations AS i
WHERE l.article_id = i.article_id AND l.uri = i.uri;

INSERT INTO state.locations BY NAME
SELECT i.*, $now AS first_seen_at, $now AS last_seen_at, true AS is_present, $reading AS reading
FROM incoming_locations AS i
WHERE NOT EXISTS (SELECT 1 FROM state.locations AS l WHERE l.article_id = i.article_id AND l.uri = i.uri);

INSERT INTO state.versions
SELECT DISTINCT ON (i.article_id) i.article_id, i.source_id, i.external_id, $now, NULL, false, NULL
FROM incoming_locations AS i
WHERE NOT EXISTS (SELECT 1 FROM state.versions AS v WHERE v.article_id = i.article_id);
