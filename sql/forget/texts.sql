-- Every version with its texts and the digest of its bytes: what names may stand in.
SELECT article_id, any_value(uri) AS uri, any_value(media_type) AS media_type, any_value(encoding) AS encoding,
    any_value(raw_sha256) AS raw_sha256, list(DISTINCT said) AS texts
FROM (
    SELECT article_id, uri, media_type, encoding, raw_sha256, unnest([text, given.title, given.byline, given.url, given.external_id,
        page.title, page.author, page.canonical_url, page.site_name]) AS said
    FROM evidence.documents
    UNION ALL
    SELECT article_id, uri, media_type, encoding, raw_sha256, unnest([text, title, byline, credit, url, external_id]) FROM main.articles
    UNION ALL
    SELECT article_id, uri, media_type, encoding, raw_sha256, unnest([text, title, byline, credit, url, external_id]) FROM history.articles
)
WHERE said IS NOT NULL
GROUP BY article_id
ORDER BY article_id;
