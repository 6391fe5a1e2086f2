-- What is counted by publication days: after the story date fill.
INSERT INTO main.stories BY NAME
WITH lead AS (
    -- named by the headline of its earliest article that has one and is no copy
    SELECT story_id, arg_min(title, (duplicate_of IS NOT NULL, coalesce(published_on, DATE '9999-12-31'), article_id))
        FILTER (title IS NOT NULL) AS label
    FROM main.articles GROUP BY story_id
)
SELECT a.story_id, any_value(l.label) AS label, count(*) AS n_articles, count(DISTINCT a.source_id) AS n_sources,
    count(DISTINCT a.lang) AS n_langs, min(a.published_on) AS date_start, max(a.published_on) AS date_end
FROM main.articles AS a JOIN lead AS l USING (story_id) GROUP BY a.story_id ORDER BY a.story_id;

UPDATE main.entities SET first_seen_on = s.first_on, last_seen_on = s.last_on
FROM (
    SELECT m.entity_id, min(a.published_on) AS first_on, max(a.published_on) AS last_on
    FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id) GROUP BY m.entity_id
) AS s
WHERE entities.entity_id = s.entity_id;

UPDATE main.events SET first_reported_on = s.first_on
FROM (
    SELECT m.event_id, min(a.published_on) AS first_on
    FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id) GROUP BY m.event_id
) AS s
WHERE events.event_id = s.event_id;
