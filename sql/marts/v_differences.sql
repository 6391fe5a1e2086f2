-- What the reports of one event say differently.
CREATE OR REPLACE VIEW v_differences AS
SELECT d.event_id, v.label, v.event_type, v.date_start, v.certainty, d.field, d.value,
    count(*) OVER (PARTITION BY d.event_id, d.field) AS n_values, len(d.article_ids) AS n_articles, len(d.source_ids) AS n_sources, d.source_ids, d.article_ids
FROM main.event_differences AS d JOIN main.events AS v USING (event_id);
COMMENT ON VIEW v_differences IS 'One row an event, a field and one of the values that its reports give differently, with the event''s label.';
COMMENT ON COLUMN v_differences.event_type IS 'Type of the event.';
COMMENT ON COLUMN v_differences.n_values IS 'How many values its reports give to this field.';
COMMENT ON COLUMN v_differences.n_articles IS 'Number of articles that give this value.';
COMMENT ON COLUMN v_differences.n_sources IS 'Number of outlets that give this value.';
