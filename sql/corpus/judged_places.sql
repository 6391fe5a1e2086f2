-- The articles that rows of users name (`judged_places`: source_id, document), by their own id, url, hash or path, or all of a source; with the
-- text of those that are named one by one.
SELECT w.source_id, w.document, a.article_id, CASE WHEN w.document IS NOT NULL THEN a.text END AS text
FROM judged_places AS w JOIN main.articles AS a ON a.source_id = w.source_id
    AND (w.document IS NULL OR w.document IN (a.external_id, a.url, a.raw_sha256, a.text_sha256, a.article_id, a.uri))
ORDER BY ALL;
