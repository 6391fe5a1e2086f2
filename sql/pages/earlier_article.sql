-- A version of an article that was superseded or removed, and the current version of the same document where there is one.
SELECT h.title, h.source_id, h.uri, h.published_on, (
    SELECT min(a.article_id) FROM main.articles AS a
    WHERE a.source_id = h.source_id AND (a.supersedes_article_id = h.article_id OR a.uri = h.uri)
) AS current_article_id
FROM history.articles AS h WHERE h.article_id = $article_id;
