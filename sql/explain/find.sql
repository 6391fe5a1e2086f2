-- The versions of articles that a word of the user means: $wanted as it was typed, $uri the same as a path below raw/.
-- The best kind of match counts: an id, then an address, then the beginning of an id, then the end of a path. What is
-- current goes before what is not, unless $history asks for all versions.
WITH versions AS (
    SELECT article_id, uri, external_id, url, title, published_on, true AS is_current FROM main.articles
    UNION ALL
    SELECT article_id, uri, external_id, url, title, published_on, false FROM history.articles
), places AS (
    SELECT article_id, uri FROM versions
    UNION SELECT article_id, uri FROM main.article_locations WHERE is_present
    UNION SELECT article_id, uri FROM history.article_locations
), ranked AS (
    SELECT article_id, 1 AS kind FROM versions WHERE article_id = $wanted
    UNION ALL
    SELECT article_id, 2 FROM versions WHERE external_id = $wanted OR url = $wanted
    UNION ALL
    SELECT article_id, 2 FROM places WHERE uri = $uri OR starts_with(uri, $uri || '#') OR starts_with(uri, rtrim($uri, '/') || '/')
    UNION ALL
    SELECT article_id, 3 FROM versions WHERE starts_with(article_id, $wanted)
    UNION ALL
    SELECT article_id, 4 FROM places WHERE ends_with(uri, '/' || $uri)
), best AS (
    SELECT DISTINCT article_id, kind FROM ranked QUALIFY kind = min(kind) OVER ()
)
SELECT v.article_id, v.uri, v.title, v.published_on, v.is_current
FROM versions AS v JOIN best AS b USING (article_id)
QUALIFY $history OR b.kind = 1 OR v.is_current OR NOT bool_or(v.is_current) OVER ()
ORDER BY v.is_current DESC, v.uri, v.article_id;
