-- Which articles were changed after they had appeared: by their own stamp, or because a later version of them was read? What did the title say before?
SELECT a.published_at, a.updated_at, a.supersedes_article_id, a.title, old.title AS title_before, length(a.text) - length(old.text) AS n_chars_more,
    a.source_id, a.uri
FROM articles AS a
LEFT JOIN history.articles AS old ON old.article_id = a.supersedes_article_id
WHERE a.updated_at > a.published_at OR a.supersedes_article_id IS NOT NULL
ORDER BY coalesce(a.updated_at, a.ingested_at) DESC, a.uri
LIMIT 100;
