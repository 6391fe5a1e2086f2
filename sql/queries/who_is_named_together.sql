-- Who stands in the same articles as somebody, and in how many of his? (Here: Halvorsrud.)
SELECT name, type, n_articles, n_originals, n_sources, share_of_articles
FROM cooccurs_with('Halvorsrud', 15);
