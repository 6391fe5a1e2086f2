-- The articles whose words are to be found, with their numbers, in the order of ids.
SELECT article_id, article_no
FROM (SELECT article_id, row_number() OVER (ORDER BY article_id)::INTEGER AS article_no FROM main.articles)
WHERE article_id NOT IN (SELECT article_id FROM known)
ORDER BY article_id;
