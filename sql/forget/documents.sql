-- Every version of a document that the build file knows, and what the register is asked about: once a place that says something else.
SELECT d.article_id, d.source_id, d.given.external_id AS external_id, d.given.url AS url, d.page.canonical_url AS page_url, d.text_sha256
FROM evidence.documents AS d
UNION SELECT article_id, source_id, external_id, url, NULL, text_sha256 FROM main.articles
UNION SELECT article_id, source_id, external_id, url, NULL, text_sha256 FROM history.articles
UNION SELECT article_id, source_id, external_id, NULL, NULL, NULL FROM state.versions
UNION SELECT article_id, source_id, external_id, NULL, NULL, NULL FROM state.locations
ORDER BY ALL;
