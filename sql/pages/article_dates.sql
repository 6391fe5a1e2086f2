-- The temporal expressions in an article, and the days they mean.
SELECT date_mention_id, start_char, end_char, text, date_start, date_end, precision, basis, rule_id
FROM date_mentions WHERE article_id = $article_id ORDER BY start_char;
