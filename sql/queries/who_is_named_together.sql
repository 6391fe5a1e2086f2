-- Who stands in the same articles as somebody, and in how many of his? (Here: Halvorsrud.)
-- On the samples: name = United Nations; n_articles = 5; share_of_articles = 1.0
SELECT name, type, n_articles, n_originals, n_sources, share_of_articles
FROM cooccurs_with('Halvorsrud', 15);
