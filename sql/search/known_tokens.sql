-- The words of the articles that are known from the version before, under their numbers here.
INSERT INTO tokens
SELECT t.token, a.article_no, t.n_times
FROM previous.main.search_tokens AS t
JOIN known AS k ON k.previous_no = t.article_no
JOIN main.search_articles AS a USING (article_id);
