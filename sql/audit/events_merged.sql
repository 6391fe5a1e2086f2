-- Reports that were joined to one event: each with the older report that it is most like.
CREATE OR REPLACE TEMP TABLE population AS
SELECT l.event_mention_id || ' ' || l.other_event_mention_id AS id,
    CASE WHEN a.lang = b.lang THEN a.lang ELSE least(a.lang, b.lang) || '-' || greatest(a.lang, b.lang) END AS lang,
    a.source_id AS source, m.event_type AS type
FROM main.event_links AS l
JOIN main.event_mentions AS m ON m.event_mention_id = l.event_mention_id JOIN main.articles AS a ON a.article_id = m.article_id
JOIN main.event_mentions AS n ON n.event_mention_id = l.other_event_mention_id JOIN main.articles AS b ON b.article_id = n.article_id;
