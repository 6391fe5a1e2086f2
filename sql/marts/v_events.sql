-- Who did what to whom, where and when, one row an event however many report it.
CREATE OR REPLACE VIEW v_events AS
SELECT
    v.event_id, v.event_type, v.event_mode, v.quad_class, v.intensity, v.realis, v.certainty, v.label, p.actors, p.recipients, v.date_start, v.date_end,
    v.date_precision, v.date_basis, l.name AS place, v.place_entity_id, v.country, l.latitude, l.longitude, v.n_mentions, v.n_articles, v.n_sources,
    v.n_langs, v.n_narrated, v.n_attributed, v.n_denied, v.first_reported_on, v.parent_event_id, v.fulfils_event_id, p.first_article_id
FROM main.events AS v
LEFT JOIN main.entities AS l ON l.entity_id = v.place_entity_id
LEFT JOIN main.event_parties AS p ON p.event_id = v.event_id;
COMMENT ON VIEW v_events IS 'One row a real-world event, counted once, with the names of all who take part by any report, and its place.';
COMMENT ON COLUMN v_events.place IS 'Name of the place.';
COMMENT ON COLUMN v_events.country IS 'Country where it happened, ISO alpha-3.';
COMMENT ON COLUMN v_events.n_mentions IS 'Number of reports.';
COMMENT ON COLUMN v_events.n_articles IS 'Number of articles that report it.';
COMMENT ON COLUMN v_events.n_sources IS 'Number of outlets that report it.';
COMMENT ON COLUMN v_events.n_langs IS 'Number of languages that report it.';
