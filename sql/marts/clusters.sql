-- Entities, statements, events and stories alike: what an id may stand for.
CREATE OR REPLACE VIEW clusters AS
SELECT 'entity' AS kind, entity_id AS id FROM main.entities
UNION ALL SELECT 'quote_group', quote_group_id FROM main.quote_groups
UNION ALL SELECT 'event', event_id FROM main.events
UNION ALL SELECT 'story', story_id FROM main.stories;
COMMENT ON VIEW clusters IS 'One row an entity, statement, event or story: the kind and the id, for looking up an id whose kind is not known.';
COMMENT ON COLUMN clusters.kind IS 'What the id stands for: entity, quote_group, event or story.';
COMMENT ON COLUMN clusters.id IS 'The id, as in the table of its kind.';
