-- One article, with its outlet, its story and the original of which it is a copy.
SELECT a.*, s.name AS source_name, t.label AS story, t.n_articles AS story_n_articles, o.title AS original_title, o.source_id AS original_source
FROM articles AS a
LEFT JOIN sources AS s USING (source_id)
LEFT JOIN stories AS t USING (story_id)
LEFT JOIN articles AS o ON o.article_id = a.duplicate_of
WHERE a.article_id = $article_id;
