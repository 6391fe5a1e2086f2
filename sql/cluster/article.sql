-- What cleaning found of each article, from the outcomes of a job.
INSERT INTO evidence.articles BY NAME
SELECT article_id, unnest(article) FROM outcomes WHERE article IS NOT NULL
