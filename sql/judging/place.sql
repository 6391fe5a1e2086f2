-- What has an id that begins with $wanted and stands in an article: quotes, reports of events, temporal expressions and mentions of names; of an
-- event its first report, of a statement its first quote. With its type or kind, its trigger, and whether its clause states no other event of the type.
SELECT 'quote' AS kind, quote_id AS id, article_id, start_char, end_char, quotes.kind AS type, NULL AS mode, NULL::INTEGER AS trigger_start, NULL::INTEGER AS trigger_end,
    true AS is_alone
FROM quotes WHERE starts_with(quote_id, $wanted) OR quote_id IN (
    SELECT arg_min(q.quote_id, (coalesce(a.published_on, DATE '9999-12-31'), a.uri, q.start_char, q.quote_id))
    FROM quotes AS q JOIN articles AS a USING (article_id) WHERE starts_with(q.quote_group_id, $wanted) GROUP BY q.quote_group_id)
UNION ALL
SELECT 'date', date_mention_id, article_id, start_char, end_char, NULL, NULL, NULL, NULL, true FROM date_mentions WHERE starts_with(date_mention_id, $wanted)
UNION ALL
SELECT 'mention', mention_id, article_id, start_char, end_char, type, NULL, NULL, NULL, true FROM entity_mentions WHERE starts_with(mention_id, $wanted)
UNION ALL
SELECT 'event', m.event_mention_id, m.article_id, m.start_char, m.end_char, m.event_type, m.event_mode, m.trigger_start_char, m.trigger_end_char,
    NOT EXISTS (SELECT 1 FROM event_mentions AS o WHERE o.article_id = m.article_id AND o.event_type = m.event_type
        AND o.start_char = m.start_char AND o.end_char = m.end_char AND o.event_mention_id <> m.event_mention_id)
FROM event_mentions AS m
WHERE starts_with(m.event_mention_id, $wanted) OR m.event_mention_id IN (
    SELECT arg_min(r.event_mention_id, (coalesce(a.published_on, DATE '9999-12-31'), a.uri, r.start_char, r.event_mention_id))
    FROM event_mentions AS r JOIN articles AS a USING (article_id) WHERE starts_with(r.event_id, $wanted) GROUP BY r.event_id)
ORDER BY kind, id LIMIT 2;
