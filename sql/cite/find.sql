-- The rows whose id is $wanted or, where there is none, begins with it, wherever a row points to a passage: of current articles and, behind them, of superseded ones.
-- An event, a statement, a story and an entity are cited by the passage of theirs that was published first.
WITH spans AS (
    SELECT 'quote' AS kind, q.quote_id AS id, q.article_id, q.start_char, q.end_char, q.kind AS says, e.name, q.rule_id, q.score, true AS is_current
    FROM main.quotes AS q LEFT JOIN main.entities AS e ON e.entity_id = q.speaker_entity_id
    UNION ALL BY NAME
    SELECT 'event_mention' AS kind, event_mention_id AS id, article_id, start_char, end_char, event_type AS says, NULL AS name, rule_id, score, true AS is_current
    FROM main.event_mentions
    UNION ALL BY NAME
    SELECT 'entity_mention' AS kind, m.mention_id AS id, m.article_id, m.start_char, m.end_char, m.type AS says, e.name, m.rule_id, m.score, true AS is_current
    FROM main.entity_mentions AS m LEFT JOIN main.entities AS e USING (entity_id)
    UNION ALL BY NAME
    SELECT 'date_mention' AS kind, date_mention_id AS id, article_id, start_char, end_char, date_start::VARCHAR AS says, NULL AS name, rule_id, NULL AS score,
        true AS is_current
    FROM main.date_mentions
    UNION ALL BY NAME
    SELECT 'quote' AS kind, quote_id AS id, article_id, start_char, end_char, kind AS says, speaker_text AS name, rule_id, score, false AS is_current
    FROM history.quotes
    UNION ALL BY NAME
    SELECT 'event_mention' AS kind, event_mention_id AS id, article_id, start_char, end_char, event_type AS says, NULL AS name, rule_id, score, false AS is_current
    FROM history.event_mentions
    UNION ALL BY NAME
    SELECT 'entity_mention' AS kind, mention_id AS id, article_id, start_char, end_char, type AS says, text AS name, rule_id, score, false AS is_current
    FROM history.entity_mentions
    UNION ALL BY NAME
    SELECT 'date_mention' AS kind, date_mention_id AS id, article_id, start_char, end_char, date_start::VARCHAR AS says, NULL AS name, rule_id, NULL AS score,
        false AS is_current
    FROM history.date_mentions
), days AS (
    SELECT article_id, published_on FROM main.articles
), clusters AS (
    SELECT 'event' AS kind, m.event_id AS id, m.article_id, m.start_char, m.end_char, v.event_type AS says, v.label AS name, m.rule_id, m.score, true AS is_current
    FROM main.event_mentions AS m JOIN main.events AS v USING (event_id) JOIN days AS d USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY m.event_id ORDER BY d.published_on NULLS LAST, m.event_mention_id) = 1
    UNION ALL BY NAME
    SELECT 'statement' AS kind, q.quote_group_id AS id, q.article_id, q.start_char, q.end_char, q.kind AS says, e.name, q.rule_id, q.score, true AS is_current
    FROM main.quotes AS q JOIN days AS d USING (article_id) LEFT JOIN main.entities AS e ON e.entity_id = q.speaker_entity_id
    WHERE q.quote_group_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY q.quote_group_id ORDER BY d.published_on NULLS LAST, q.quote_id) = 1
    UNION ALL BY NAME
    SELECT 'entity' AS kind, m.entity_id AS id, m.article_id, m.start_char, m.end_char, e.type AS says, e.name, m.rule_id, m.score, true AS is_current
    FROM main.entity_mentions AS m JOIN main.entities AS e USING (entity_id) JOIN days AS d USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY m.entity_id ORDER BY d.published_on NULLS LAST, m.mention_id) = 1
), whole AS (
    SELECT 'article' AS kind, article_id AS id, article_id, NULL AS start_char, NULL AS end_char, NULL AS says, NULL AS name, NULL AS rule_id, NULL AS score,
        true AS is_current
    FROM main.articles
    UNION ALL BY NAME
    SELECT 'article' AS kind, article_id AS id, article_id, NULL AS start_char, NULL AS end_char, NULL AS says, NULL AS name, NULL AS rule_id, NULL AS score,
        false AS is_current
    FROM history.articles
    UNION ALL BY NAME
    SELECT 'line' AS kind, article_id || ':' || line_no AS id, article_id, start_char, end_char, role AS says, NULL AS name, rule_id, score, true AS is_current
    FROM main.article_lines WHERE contains($wanted, ':')
), found AS (
    SELECT * FROM spans WHERE starts_with(id, $wanted)
    UNION ALL BY NAME SELECT * FROM clusters WHERE starts_with(id, $wanted)
    UNION ALL BY NAME SELECT * FROM whole WHERE starts_with(id, $wanted)
)
FROM found
QUALIFY (id = $wanted OR NOT bool_or(id = $wanted) OVER ()) AND (is_current OR NOT bool_or(is_current) OVER (PARTITION BY id))
ORDER BY id LIMIT $most;
