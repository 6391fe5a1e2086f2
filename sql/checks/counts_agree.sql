-- What a row counts is what there is: articles of a source; mentions of an entity or a name; quotes, articles, sources and languages of a statement,
-- an event, a story.
-- table: entities
WITH article AS (
    SELECT article_id, source_id, lang, story_id FROM articles
), told AS (
    SELECT 'sources' AS what, source_id AS id, [n_articles] AS said FROM sources
    UNION ALL SELECT 'stories', story_id, [n_articles, n_sources, n_langs] FROM stories
    UNION ALL SELECT 'quote_groups', quote_group_id, [n_quotes, n_articles, n_sources, n_langs] FROM quote_groups
    UNION ALL SELECT 'events', event_id, [n_mentions, n_articles, n_sources, n_langs] FROM events
    UNION ALL SELECT 'entities', entity_id, [n_mentions, n_articles, n_langs] FROM entities WHERE n_mentions > 0
), counted AS (
    SELECT 'sources' AS what, source_id AS id, [count(*)] AS found FROM article GROUP BY source_id
    UNION ALL SELECT 'stories', story_id, [count(*), count(DISTINCT source_id), count(DISTINCT lang)]
        FROM article WHERE story_id IS NOT NULL GROUP BY story_id
    UNION ALL SELECT 'quote_groups', quote_group_id, [count(*), count(DISTINCT article_id), count(DISTINCT source_id), count(DISTINCT a.lang)]
        FROM quotes JOIN article AS a USING (article_id) WHERE quote_group_id IS NOT NULL GROUP BY quote_group_id
    UNION ALL SELECT 'events', event_id, [count(*), count(DISTINCT article_id), count(DISTINCT source_id), count(DISTINCT lang)]
        FROM event_mentions JOIN article USING (article_id) WHERE event_id IS NOT NULL GROUP BY event_id
    UNION ALL SELECT 'entities', entity_id, [count(*), count(DISTINCT article_id), count(DISTINCT lang)]
        FROM entity_mentions JOIN article USING (article_id) WHERE entity_id IS NOT NULL GROUP BY entity_id
)
SELECT what, id, 'says ' || coalesce(array_to_string(said, ', '), 'nothing') || '; there are ' || coalesce(array_to_string(found, ', '), 'none') AS detail
FROM told FULL JOIN counted USING (what, id)
WHERE said IS DISTINCT FROM found;
