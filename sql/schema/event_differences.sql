-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_differences (
    event_id    VARCHAR NOT NULL,
    field       VARCHAR NOT NULL,
    value       VARCHAR NOT NULL,
    article_ids VARCHAR[] NOT NULL,
    source_ids  VARCHAR[] NOT NULL
);
COMMENT ON TABLE event_differences IS 'One row an event, a field and one of the values that its reports give differently.';
COMMENT ON COLUMN event_differences.event_id IS 'Event whose reports differ.';
COMMENT ON COLUMN event_differences.field IS 'What they say differently.';
COMMENT ON COLUMN event_differences.value IS 'One of the values; dates in ISO form, cut to their precision.';
COMMENT ON COLUMN event_differences.article_ids IS 'Articles that give this value, in order of their ids.';
COMMENT ON COLUMN event_differences.source_ids IS 'Outlets that give this value, in order of their ids.';
