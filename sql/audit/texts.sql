-- The articles that are read in full: $ids.
SELECT article_id AS id, uri, url, lang, source_id AS source, text FROM main.articles WHERE article_id IN (SELECT unnest($ids));
