-- What else reports the same happening.
CREATE OR REPLACE MACRO same_story(article) AS TABLE
SELECT v.article_id = article_id_of(article) AS is_itself, v.*
FROM v_articles AS v
WHERE v.article_id = article_id_of(article)
    OR v.story_id = (SELECT x.story_id FROM main.articles AS x WHERE x.article_id = article_id_of(article))
ORDER BY v.published_on NULLS LAST, v.article_id;
COMMENT ON MACRO TABLE same_story IS 'The articles about the same happening as an article (article_id, uri, url or external_id), itself included, by day: is_itself, then the columns of v_articles.';
