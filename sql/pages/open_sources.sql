-- Outlets whose source.toml states that their whole texts may be published.
SELECT source_id FROM main.sources WHERE may_publish_text ORDER BY source_id;
