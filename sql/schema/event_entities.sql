-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_entities (
    entity_id  VARCHAR NOT NULL,
    event_id   VARCHAR NOT NULL,
    roles      VARCHAR[] NOT NULL,
    date_start DATE,
    quad_class INTEGER
);
COMMENT ON TABLE event_entities IS 'One row an entity and an event in which it takes part, or which took place there, by any report.';
COMMENT ON COLUMN event_entities.entity_id IS 'Who takes part.';
COMMENT ON COLUMN event_entities.event_id IS 'The event.';
COMMENT ON COLUMN event_entities.roles IS 'Roles that reports give it (event_participants.role), in alphabetical order.';
COMMENT ON COLUMN event_entities.date_start IS 'First day of the event.';
COMMENT ON COLUMN event_entities.quad_class IS 'Quad class of the event: 1, 2 cooperation, 3, 4 conflict.';
