-- Reports of the same stories that do not carry the statement; copies left out.
WITH carriers AS (SELECT DISTINCT a.article_id, a.story_id FROM quotes AS q JOIN articles AS a USING (article_id) WHERE q.quote_group_id = $quote_group_id)
SELECT article_id, source_id, title, lang, published_on FROM articles
WHERE story_id IN (SELECT story_id FROM carriers) AND article_id NOT IN (SELECT article_id FROM carriers) AND duplicate_of IS NULL
ORDER BY published_on NULLS LAST, article_id LIMIT 50;
