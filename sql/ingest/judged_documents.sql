-- The documents whose lines or day of publication users decided (`judged_places`: source_id, document), by the names that
-- sql/corpus/judged_places.sql knows: their own id, url, hash or path; of those whose lines are to be judged.
SELECT w.source_id, w.document, d.article_id, d.text
FROM judged_places AS w
JOIN evidence.documents AS d ON d.source_id = w.source_id
JOIN wanted USING (article_id)
JOIN state.versions AS v USING (article_id)
LEFT JOIN (
    SELECT article_id, arg_min(uri, (file_uri, record_no)) AS uri FROM state.locations WHERE is_present GROUP BY article_id
) AS p USING (article_id)
WHERE w.document IN (v.external_id, coalesce(d.given.url, d.page.canonical_url), d.raw_sha256, d.text_sha256, d.article_id, coalesce(p.uri, d.uri))
ORDER BY ALL;
