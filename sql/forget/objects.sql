-- The bytes that the build file refers to: for which articles.
SELECT raw_sha256, list_sort(list(DISTINCT article_id)) AS article_ids
FROM (
    SELECT article_id, raw_sha256 FROM evidence.documents
    UNION ALL SELECT article_id, raw_sha256 FROM main.articles
    UNION ALL SELECT article_id, raw_sha256 FROM history.articles
)
GROUP BY raw_sha256
ORDER BY raw_sha256;
