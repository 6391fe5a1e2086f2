-- What stands in the history belongs to a version of an article there.
-- table: articles
SELECT 'history.article_lines' AS what, article_id AS id, count(*) || ' rows without their article' AS detail
FROM history.article_lines WHERE article_id NOT IN (SELECT article_id FROM history.articles) GROUP BY article_id
UNION ALL BY NAME
SELECT 'history.quotes' AS what, article_id AS id, count(*) || ' rows without their article' AS detail
FROM history.quotes WHERE article_id NOT IN (SELECT article_id FROM history.articles) GROUP BY article_id
UNION ALL BY NAME
SELECT 'history.event_mentions' AS what, article_id AS id, count(*) || ' rows without their article' AS detail
FROM history.event_mentions WHERE article_id NOT IN (SELECT article_id FROM history.articles) GROUP BY article_id
UNION ALL BY NAME
SELECT 'history.entity_mentions' AS what, article_id AS id, count(*) || ' rows without their article' AS detail
FROM history.entity_mentions WHERE article_id NOT IN (SELECT article_id FROM history.articles) GROUP BY article_id
UNION ALL BY NAME
SELECT 'history.event_participants' AS what, event_mention_id AS id, count(*) || ' rows without their report' AS detail
FROM history.event_participants WHERE event_mention_id NOT IN (SELECT event_mention_id FROM history.event_mentions) GROUP BY event_mention_id
UNION ALL BY NAME
SELECT 'history.event_numbers' AS what, event_mention_id AS id, count(*) || ' rows without their report' AS detail
FROM history.event_numbers WHERE event_mention_id NOT IN (SELECT event_mention_id FROM history.event_mentions) GROUP BY event_mention_id;
