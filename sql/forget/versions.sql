-- Every version of every article of a published file, with what makes several of them one: places, ids, addresses, texts, what replaced
-- what, copies.
SELECT a.article_id, a.source_id, a.uri, a.external_id, a.url, a.text_sha256, a.raw_sha256, a.title, a.supersedes_article_id, a.duplicate_of,
    a.is_current, coalesce(p.places, [a.uri]) AS places
FROM (FROM main.articles UNION ALL FROM history.articles) AS a
LEFT JOIN (
    SELECT article_id, list_sort(list(DISTINCT uri)) AS places
    FROM (FROM main.article_locations UNION ALL FROM history.article_locations) GROUP BY article_id
) AS p USING (article_id)
ORDER BY a.article_id, a.is_current DESC;
