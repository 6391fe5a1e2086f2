-- A text is the one that its digest was taken of.
-- table: articles
SELECT 'articles.text' AS what, article_id AS id, 'has ' || length(text) || ' characters, and another digest than text_sha256' AS detail
FROM articles WHERE sha256(text) <> text_sha256;
