-- How speakers and days are known, and how sure that is.
SELECT 'speaker' AS what, coalesce(speaker_basis, 'none') AS basis, count(*) AS n, count(*) FILTER (speaker_entity_id IS NOT NULL) AS n_known, round(avg(score), 2) AS mean_score
FROM quotes GROUP BY ALL
UNION ALL SELECT 'event day', date_basis, count(*), count(date_start), round(avg(score), 2) FROM event_mentions GROUP BY ALL
UNION ALL SELECT 'publication day', published_basis, count(*), count(published_on), NULL FROM articles GROUP BY ALL
ORDER BY what, n DESC, basis;
