-- The original of a copy is no copy, and lies in the same story.
-- table: articles
SELECT 'articles.duplicate_of' AS what, a.article_id AS id,
    CASE WHEN o.duplicate_of IS NULL THEN 'its original lies in another story' ELSE 'its original is itself a copy of ' || o.duplicate_of END AS detail
FROM articles AS a JOIN articles AS o ON o.article_id = a.duplicate_of
WHERE o.duplicate_of IS NOT NULL OR o.article_id = a.article_id OR o.story_id IS DISTINCT FROM a.story_id;
