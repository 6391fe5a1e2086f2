-- A new build file in place of a damaged one: what the published file (attached as `published`, its tables of main and history
-- copied before) says of places, versions, errors, runs and ids. Documents, lines and annotations are made anew from raw/.

-- A file without a signature is read by the next run; one that is gone from raw/ is found to be gone.
INSERT INTO state.files BY NAME
SELECT uri, any_value(source_id) AS source_id, '' AS signature, '' AS read_version, max(last_seen_at) AS read_at, 0 AS n_documents
FROM (
    SELECT split_part(l.uri, '#', 1) AS uri, a.source_id, l.last_seen_at
    FROM published.main.article_locations AS l JOIN published.main.articles AS a USING (article_id) WHERE l.is_present
)
GROUP BY uri;

INSERT INTO state.locations BY NAME
SELECT l.article_id, l.uri, split_part(l.uri, '#', 1) AS file_uri, coalesce(TRY_CAST(split_part(l.uri, '#', 2) AS INTEGER), 0) AS record_no,
    a.source_id, l.external_id, l.first_seen_at, l.last_seen_at, l.is_present
FROM (FROM published.main.article_locations UNION ALL FROM published.history.article_locations) AS l
JOIN (
    SELECT article_id, source_id FROM published.main.articles UNION SELECT article_id, source_id FROM published.history.articles
) AS a USING (article_id);

INSERT INTO state.versions BY NAME
SELECT article_id, source_id, external_id, ingested_at, supersedes_article_id, is_current
FROM (
    SELECT article_id, source_id, external_id, ingested_at, supersedes_article_id, true AS is_current FROM published.main.articles
    UNION ALL
    SELECT article_id, source_id, external_id, ingested_at, supersedes_article_id, false FROM published.history.articles
);
UPDATE state.versions AS v SET superseded_by = n.article_id
FROM state.versions AS n WHERE n.supersedes_article_id = v.article_id;

-- What failed fails again where its cause is still there.
INSERT INTO state.errors BY NAME
SELECT uri, split_part(uri, '#', 1) AS file_uri, source_id, raw_sha256, stage, error_code, message, hint, false AS is_warning,
    first_seen_at, last_seen_at, true AS is_resolved
FROM published.main.ingest_errors;

INSERT INTO state.runs BY NAME SELECT * FROM published.main.runs;
INSERT INTO state.id_changes BY NAME SELECT * FROM published.main.id_changes;
