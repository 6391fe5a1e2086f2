-- All articles with their numbers and lengths; `given` has the lengths of those that are not known from before.
INSERT INTO main.search_articles BY NAME
SELECT row_number() OVER (ORDER BY a.article_id)::INTEGER AS article_no, a.article_id, coalesce(k.n_tokens, g.n_tokens) AS n_tokens
FROM main.articles AS a
LEFT JOIN known AS k USING (article_id)
LEFT JOIN given AS g USING (article_id)
ORDER BY a.article_id;
