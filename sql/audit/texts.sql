-- The articles that are read in full: $ids.
SELECT article_id AS id, uri, url, lang, source_id AS source, text FROM main.articles WHERE list_contains($ids, article_id);
