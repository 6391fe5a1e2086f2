-- No mention, quote, event or participant begins or ends in a dropped line; dates may.
-- table: article_lines
WITH extracted AS (
    SELECT 'entity_mentions' AS what, mention_id AS id, article_id, start_char, end_char FROM entity_mentions
    UNION ALL SELECT 'entity_roles', role, article_id, start_char, end_char FROM entity_roles
    UNION ALL SELECT 'quotes', quote_id, article_id, start_char, end_char FROM quotes
    UNION ALL SELECT 'quotes.speaker_text', quote_id, article_id, speaker_start_char, speaker_end_char FROM quotes
    UNION ALL SELECT 'event_mentions', event_mention_id, article_id, start_char, end_char FROM event_mentions
    UNION ALL SELECT 'event_mentions.trigger_text', event_mention_id, article_id, trigger_start_char, trigger_end_char
        FROM event_mentions
    UNION ALL SELECT 'event_participants', p.event_mention_id, m.article_id, p.start_char, p.end_char
        FROM event_participants AS p JOIN event_mentions AS m USING (event_mention_id)
    UNION ALL SELECT 'event_numbers', n.event_mention_id, m.article_id, n.start_char, n.end_char
        FROM event_numbers AS n JOIN event_mentions AS m USING (event_mention_id)
)
SELECT e.what, e.id, 'stands in dropped line ' || l.line_no || ' of ' || e.article_id AS detail
FROM extracted AS e
JOIN article_lines AS l ON l.article_id = e.article_id AND NOT l.kept
    AND (e.start_char BETWEEN l.start_char AND l.end_char OR e.end_char - 1 BETWEEN l.start_char AND l.end_char)
WHERE e.start_char IS NOT NULL;
