-- What has a page of its own in the static site. Of a large corpus, events, statements and stories that one article alone tells have none.
SELECT 'article' AS kind, article_id AS key FROM articles
UNION ALL SELECT 'entity', entity_id FROM entities
UNION ALL SELECT 'story', story_id FROM stories WHERE n_articles >= $least
UNION ALL SELECT 'event', event_id FROM events WHERE n_articles >= $least
UNION ALL SELECT 'statement', quote_group_id FROM quote_groups WHERE n_articles >= $least
UNION ALL SELECT 'table', table_name FROM duckdb_tables() WHERE schema_name = 'main'
UNION ALL SELECT 'table', view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal
ORDER BY kind, key;
