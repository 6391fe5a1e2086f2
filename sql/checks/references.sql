-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
-- table: entities
-- Every reference finds its row.
SELECT 'articles.source_id' AS what, r.source_id AS id, 'stands in no row of sources' AS detail
FROM articles AS r WHERE r.source_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sources AS o WHERE o.source_id = r.source_id)
UNION ALL BY NAME
SELECT 'articles.duplicate_of' AS what, r.duplicate_of AS id, 'stands in no row of articles' AS detail
FROM articles AS r WHERE r.duplicate_of IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.duplicate_of)
UNION ALL BY NAME
SELECT 'articles.story_id' AS what, r.story_id AS id, 'stands in no row of stories' AS detail
FROM articles AS r WHERE r.story_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM stories AS o WHERE o.story_id = r.story_id)
UNION ALL BY NAME
SELECT 'article_locations.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM article_locations AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'article_lines.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM article_lines AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'entity_aliases.entity_id' AS what, r.entity_id AS id, 'stands in no row of entities' AS detail
FROM entity_aliases AS r WHERE r.entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.entity_id)
UNION ALL BY NAME
SELECT 'entity_identifiers.entity_id' AS what, r.entity_id AS id, 'stands in no row of entities' AS detail
FROM entity_identifiers AS r WHERE r.entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.entity_id)
UNION ALL BY NAME
SELECT 'judgements.entity_id' AS what, r.entity_id AS id, 'stands in no row of entities' AS detail
FROM judgements AS r WHERE r.entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.entity_id)
UNION ALL BY NAME
SELECT 'judgements.value_entity_id' AS what, r.value_entity_id AS id, 'stands in no row of entities' AS detail
FROM judgements AS r WHERE r.value_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.value_entity_id)
UNION ALL BY NAME
SELECT 'judgements.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM judgements AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'entity_roles.entity_id' AS what, r.entity_id AS id, 'stands in no row of entities' AS detail
FROM entity_roles AS r WHERE r.entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.entity_id)
UNION ALL BY NAME
SELECT 'entity_roles.organisation_entity_id' AS what, r.organisation_entity_id AS id, 'stands in no row of entities' AS detail
FROM entity_roles AS r WHERE r.organisation_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.organisation_entity_id)
UNION ALL BY NAME
SELECT 'entity_roles.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM entity_roles AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'entity_mentions.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM entity_mentions AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'entity_mentions.entity_id' AS what, r.entity_id AS id, 'stands in no row of entities' AS detail
FROM entity_mentions AS r WHERE r.entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.entity_id)
UNION ALL BY NAME
SELECT 'date_mentions.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM date_mentions AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'quotes.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM quotes AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'quotes.speaker_entity_id' AS what, r.speaker_entity_id AS id, 'stands in no row of entities' AS detail
FROM quotes AS r WHERE r.speaker_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.speaker_entity_id)
UNION ALL BY NAME
SELECT 'quotes.relayed_by_entity_id' AS what, r.relayed_by_entity_id AS id, 'stands in no row of entities' AS detail
FROM quotes AS r WHERE r.relayed_by_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.relayed_by_entity_id)
UNION ALL BY NAME
SELECT 'quotes.quote_group_id' AS what, r.quote_group_id AS id, 'stands in no row of quote_groups' AS detail
FROM quotes AS r WHERE r.quote_group_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM quote_groups AS o WHERE o.quote_group_id = r.quote_group_id)
UNION ALL BY NAME
SELECT 'quote_groups.speaker_entity_id' AS what, r.speaker_entity_id AS id, 'stands in no row of entities' AS detail
FROM quote_groups AS r WHERE r.speaker_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.speaker_entity_id)
UNION ALL BY NAME
SELECT 'quote_groups.first_article_id' AS what, r.first_article_id AS id, 'stands in no row of articles' AS detail
FROM quote_groups AS r WHERE r.first_article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.first_article_id)
UNION ALL BY NAME
SELECT 'event_mentions.event_id' AS what, r.event_id AS id, 'stands in no row of events' AS detail
FROM event_mentions AS r WHERE r.event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM events AS o WHERE o.event_id = r.event_id)
UNION ALL BY NAME
SELECT 'event_mentions.article_id' AS what, r.article_id AS id, 'stands in no row of articles' AS detail
FROM event_mentions AS r WHERE r.article_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM articles AS o WHERE o.article_id = r.article_id)
UNION ALL BY NAME
SELECT 'event_mentions.quote_id' AS what, r.quote_id AS id, 'stands in no row of quotes' AS detail
FROM event_mentions AS r WHERE r.quote_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM quotes AS o WHERE o.quote_id = r.quote_id)
UNION ALL BY NAME
SELECT 'event_mentions.place_entity_id' AS what, r.place_entity_id AS id, 'stands in no row of entities' AS detail
FROM event_mentions AS r WHERE r.place_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.place_entity_id)
UNION ALL BY NAME
SELECT 'event_participants.event_mention_id' AS what, r.event_mention_id AS id, 'stands in no row of event_mentions' AS detail
FROM event_participants AS r WHERE r.event_mention_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event_mentions AS o WHERE o.event_mention_id = r.event_mention_id)
UNION ALL BY NAME
SELECT 'event_participants.entity_id' AS what, r.entity_id AS id, 'stands in no row of entities' AS detail
FROM event_participants AS r WHERE r.entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.entity_id)
UNION ALL BY NAME
SELECT 'event_numbers.event_mention_id' AS what, r.event_mention_id AS id, 'stands in no row of event_mentions' AS detail
FROM event_numbers AS r WHERE r.event_mention_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event_mentions AS o WHERE o.event_mention_id = r.event_mention_id)
UNION ALL BY NAME
SELECT 'events.place_entity_id' AS what, r.place_entity_id AS id, 'stands in no row of entities' AS detail
FROM events AS r WHERE r.place_entity_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM entities AS o WHERE o.entity_id = r.place_entity_id)
UNION ALL BY NAME
SELECT 'events.parent_event_id' AS what, r.parent_event_id AS id, 'stands in no row of events' AS detail
FROM events AS r WHERE r.parent_event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM events AS o WHERE o.event_id = r.parent_event_id)
UNION ALL BY NAME
SELECT 'events.fulfils_event_id' AS what, r.fulfils_event_id AS id, 'stands in no row of events' AS detail
FROM events AS r WHERE r.fulfils_event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM events AS o WHERE o.event_id = r.fulfils_event_id)
UNION ALL BY NAME
SELECT 'event_links.event_id' AS what, r.event_id AS id, 'stands in no row of events' AS detail
FROM event_links AS r WHERE r.event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM events AS o WHERE o.event_id = r.event_id)
UNION ALL BY NAME
SELECT 'event_links.event_mention_id' AS what, r.event_mention_id AS id, 'stands in no row of event_mentions' AS detail
FROM event_links AS r WHERE r.event_mention_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event_mentions AS o WHERE o.event_mention_id = r.event_mention_id)
UNION ALL BY NAME
SELECT 'event_links.other_event_mention_id' AS what, r.other_event_mention_id AS id, 'stands in no row of event_mentions' AS detail
FROM event_links AS r WHERE r.other_event_mention_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM event_mentions AS o WHERE o.event_mention_id = r.other_event_mention_id)
UNION ALL BY NAME
SELECT 'event_differences.event_id' AS what, r.event_id AS id, 'stands in no row of events' AS detail
FROM event_differences AS r WHERE r.event_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM events AS o WHERE o.event_id = r.event_id)
UNION ALL BY NAME
SELECT 'run_figures.run_id' AS what, r.run_id AS id, 'stands in no row of runs' AS detail
FROM run_figures AS r WHERE r.run_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM runs AS o WHERE o.run_id = r.run_id);
