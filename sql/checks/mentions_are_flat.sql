-- Mentions of one article do not overlap.
-- table: entity_mentions
SELECT 'entity_mentions' AS what, mention_id AS id, 'overlaps the mention before it in ' || article_id AS detail
FROM (
    SELECT mention_id, article_id, start_char,
        max(end_char) OVER (PARTITION BY article_id ORDER BY start_char, end_char, mention_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM entity_mentions
)
WHERE start_char < before;
