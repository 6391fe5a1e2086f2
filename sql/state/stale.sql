-- Current articles for which a stage is to be done, or done anew. Versions that were replaced are left as they are.
CREATE OR REPLACE TEMP TABLE stale AS
SELECT v.article_id, 'clean' AS stage
FROM state.versions AS v LEFT JOIN state.ledger AS l ON l.article_id = v.article_id AND l.stage = 'clean'
WHERE v.is_current AND l.version IS DISTINCT FROM $version
UNION ALL
SELECT v.article_id, 'annotate'
FROM state.versions AS v
JOIN annotate_wanted AS w USING (article_id)
LEFT JOIN state.ledger AS l ON l.article_id = v.article_id AND l.stage = 'annotate'
JOIN state.ledger AS c ON c.article_id = v.article_id AND c.stage = 'clean' AND NOT c.has_failed
WHERE v.is_current AND l.version IS DISTINCT FROM w.version;
