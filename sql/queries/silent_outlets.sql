-- Which outlets published in the two weeks around a story, and not a word on it? Silence counts only where there was volume. (Here: the ceasefire.)
-- On the samples: source_id = meridian-wire; n_articles_then = 2; n_articles_ever = 3
-- On the samples: source_id = sada-al-sahel
WITH told AS (
    SELECT source_id, published_on, story_id FROM same_story('carthage-herald/ceasefire-tunis.txt')
), days AS (
    SELECT min(published_on) AS low, max(published_on) AS high FROM told
)
SELECT c.source_id, sum(c.n_articles)::BIGINT AS n_articles_then, s.n_articles AS n_articles_ever
FROM coverage AS c JOIN sources AS s USING (source_id), days AS d
WHERE c.day BETWEEN d.low - 14 AND d.high + 14 AND c.source_id NOT IN (SELECT source_id FROM told)
GROUP BY c.source_id, s.n_articles
HAVING n_articles_then > 0
ORDER BY n_articles_then DESC, c.source_id
LIMIT 100;
