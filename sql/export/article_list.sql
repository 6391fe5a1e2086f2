-- The articles of a release: where each lay, and by which digests whoever holds its text finds it again.
SELECT article_id, source_id, uri, external_id, url, published_on::VARCHAR AS published_on, media_type, raw_sha256, text_sha256
FROM main.articles ORDER BY article_id;
