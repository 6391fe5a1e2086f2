-- The pipeline's own books in the build file; nothing of this schema is published as it stands.
CREATE SCHEMA IF NOT EXISTS state;

-- One row a file below raw/ that was read to its end. A file without a row is read by the next run.
CREATE TABLE IF NOT EXISTS state.files (
    uri VARCHAR, source_id VARCHAR, signature VARCHAR, read_version VARCHAR, read_at TIMESTAMP, n_documents INTEGER,
    n_forgotten INTEGER, n_blanked INTEGER -- documents that the register of what is forgotten left out, or blanked names in
);

-- One row an article version and a place where it was found. `reading` names the reading that saw it there last;
-- `document_digest` tells whether the documents of two places with the same content were given the same metadata.
CREATE TABLE IF NOT EXISTS state.locations (
    article_id VARCHAR, uri VARCHAR, file_uri VARCHAR, record_no INTEGER, source_id VARCHAR, external_id VARCHAR,
    document_digest VARCHAR, first_seen_at TIMESTAMP, last_seen_at TIMESTAMP, is_present BOOLEAN, reading VARCHAR
);

-- One row an article version that was ever read.
CREATE TABLE IF NOT EXISTS state.versions (
    article_id VARCHAR, source_id VARCHAR, external_id VARCHAR, ingested_at TIMESTAMP, supersedes_article_id VARCHAR,
    is_current BOOLEAN, superseded_by VARCHAR
);

-- One row a document and a stage that was done for it: with which version, from what (input), to what (output).
-- `passed_on` digests only what the next stage decides by, so that a reworded reason re-annotates nothing.
CREATE TABLE IF NOT EXISTS state.ledger (
    article_id VARCHAR, stage VARCHAR, version VARCHAR, input_digest VARCHAR, output_digest VARCHAR, passed_on VARCHAR,
    has_failed BOOLEAN, done_at TIMESTAMP
);

-- The distinct lines of each article, for the profiles of the sources: where they stand, whether they read like prose, and
-- whether one of them stands outside the run of prose, or close above it.
DROP TABLE IF EXISTS state.line_keys;
DROP TABLE IF EXISTS state.seen_lines;
DROP TABLE IF EXISTS state.profile_lines;
CREATE TABLE IF NOT EXISTS state.line_places (
    article_id VARCHAR, line_key UBIGINT, line_nos INTEGER[], is_prose BOOLEAN, is_outside BOOLEAN, is_head BOOLEAN
);

-- The profile of a source: its lines that stand on two or more of its articles (`n_articles`; copies count once), and what
-- follows from that. `is_headline`: most of these articles do not hold it where an article's own headline stands.
-- `members_digest` tells from which articles the profile was learnt.
CREATE TABLE IF NOT EXISTS state.profiles (source_id VARCHAR, members_digest VARCHAR, n_articles INTEGER);
CREATE TABLE IF NOT EXISTS state.recurrences (
    source_id VARCHAR, line_key UBIGINT, recurrence VARCHAR, n_articles INTEGER, is_headline BOOLEAN
);

-- What of its source's profile an article holds, as a digest: a part of what cleaning decides by.
CREATE TABLE IF NOT EXISTS state.article_profiles (article_id VARCHAR, profile_digest VARCHAR);

CREATE TABLE IF NOT EXISTS state.errors (
    uri VARCHAR, file_uri VARCHAR, article_id VARCHAR, source_id VARCHAR, raw_sha256 VARCHAR, stage VARCHAR,
    error_code VARCHAR, message VARCHAR, hint VARCHAR, is_warning BOOLEAN,
    first_seen_at TIMESTAMP, last_seen_at TIMESTAMP, is_resolved BOOLEAN, run_id VARCHAR
);

CREATE TABLE IF NOT EXISTS state.runs (
    run_id VARCHAR, started_at TIMESTAMP, finished_at TIMESTAMP, code_version VARCHAR, n_new INTEGER, n_changed INTEGER,
    n_unchanged INTEGER, n_removed INTEGER, n_failed INTEGER, seconds DOUBLE
);

-- What each of the last published runs found, by source, language and measure: what a sudden drop is told by.
CREATE TABLE IF NOT EXISTS state.run_figures (
    run_id VARCHAR, source_id VARCHAR, lang VARCHAR, measure VARCHAR, value DOUBLE, n BIGINT
);

CREATE TABLE IF NOT EXISTS state.id_changes (
    kind VARCHAR, old_id VARCHAR, new_id VARCHAR, share_of_members DOUBLE, since_version VARCHAR
);

-- What was published last, and other facts about the build file itself.
CREATE TABLE IF NOT EXISTS state.facts (key VARCHAR, value VARCHAR);

-- For resolution: which extractor made the evidence of an article.
CREATE SCHEMA IF NOT EXISTS evidence;
CREATE OR REPLACE VIEW evidence.extractors AS
SELECT article_id, version AS extractor_version FROM state.ledger WHERE stage = 'annotate';
