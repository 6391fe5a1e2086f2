-- Texts whose lines were not noted yet, or by another version of the code, as the temporary table `work`.
CREATE OR REPLACE TEMP TABLE work AS
SELECT d.article_id, d.text_sha256 || d.is_clean_text AS input_digest, NULL AS newest
FROM evidence.documents AS d
LEFT JOIN state.ledger AS l ON l.article_id = d.article_id AND l.stage = 'keys'
WHERE l.article_id IS NULL OR l.version <> $version OR l.input_digest <> d.text_sha256 || d.is_clean_text;
