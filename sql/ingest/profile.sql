-- Which of its lines stand on at least three other articles of the source, for every document that is to be cleaned.
-- Copies (the same text) count once; only current articles count.
CREATE OR REPLACE TEMP TABLE common_lines AS
SELECT v.source_id, k.line_key
FROM state.line_keys AS k
JOIN state.versions AS v ON v.article_id = k.article_id AND v.is_current
JOIN evidence.documents AS d ON d.article_id = k.article_id
GROUP BY v.source_id, k.line_key
HAVING count(DISTINCT d.text_sha256) >= 4;

-- Wanted: current versions, and versions that never were current (they go to the history with their lines).
CREATE OR REPLACE TEMP TABLE wanted AS
WITH documents AS (
    SELECT v.article_id, v.source_id, d.is_clean_text, l.output_digest AS document_digest
    FROM state.versions AS v
    JOIN evidence.documents AS d USING (article_id)
    JOIN state.ledger AS l ON l.article_id = v.article_id AND l.stage = 'read'
    WHERE v.is_current OR v.article_id NOT IN (SELECT article_id FROM history.articles)
), profiles AS (
    SELECT d.article_id, list(k.line_key ORDER BY k.line_key) AS profile
    FROM documents AS d
    JOIN state.line_keys AS k USING (article_id)
    JOIN common_lines AS c ON c.source_id = d.source_id AND c.line_key = k.line_key
    WHERE NOT d.is_clean_text
    GROUP BY d.article_id
)
SELECT d.article_id, coalesce(p.profile, []::VARCHAR[]) AS profile,
    md5(d.document_digest || '|' || coalesce(p.profile, []::VARCHAR[])::VARCHAR) AS input_digest
FROM documents AS d LEFT JOIN profiles AS p USING (article_id);
