-- Articles by words of their headline.
SELECT article_id, title, lang, source_id, published_on FROM articles
WHERE contains(strip_accents(lower(title)), strip_accents(lower($words)))
ORDER BY published_on DESC NULLS LAST, article_id LIMIT $most;
