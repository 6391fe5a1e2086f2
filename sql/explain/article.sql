-- One version of an article, current or not.
FROM main.articles WHERE article_id = $article_id
UNION ALL BY NAME
FROM history.articles WHERE article_id = $article_id;
