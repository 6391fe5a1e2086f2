-- Other reports of the same story.
SELECT article_id, source_id, title, lang, published_on, duplicate_of
FROM articles WHERE story_id = $story_id AND article_id <> $article_id
ORDER BY published_on NULLS LAST, article_id LIMIT 50;
