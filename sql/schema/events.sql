-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE events (
    event_id          VARCHAR NOT NULL,
    event_type        VARCHAR NOT NULL,
    event_mode        VARCHAR,
    cameo_root        VARCHAR,
    quad_class        INTEGER NOT NULL,
    intensity         DOUBLE NOT NULL,
    realis            VARCHAR NOT NULL,
    label             VARCHAR,
    date_start        DATE,
    date_end          DATE,
    date_precision    VARCHAR,
    date_basis        VARCHAR NOT NULL,
    place_entity_id   VARCHAR,
    country           VARCHAR,
    certainty         VARCHAR NOT NULL,
    n_narrated        INTEGER NOT NULL,
    n_attributed      INTEGER NOT NULL,
    n_denied          INTEGER NOT NULL,
    parent_event_id   VARCHAR,
    fulfils_event_id  VARCHAR,
    n_mentions        INTEGER NOT NULL,
    n_articles        INTEGER NOT NULL,
    n_sources         INTEGER NOT NULL,
    n_langs           INTEGER NOT NULL,
    first_reported_on DATE
);
COMMENT ON TABLE events IS 'One row a real-world event, counted once, however many articles report it.';
COMMENT ON COLUMN events.event_id IS 'Digest of the event''s anchor: its earliest report.';
COMMENT ON COLUMN events.event_type IS 'PLOVER''s sixteen types, and APPOINT; types of your own lexicon begin with x-.';
COMMENT ON COLUMN events.event_mode IS 'Mode within the type.';
COMMENT ON COLUMN events.cameo_root IS 'CAMEO root code, such as 04.';
COMMENT ON COLUMN events.quad_class IS '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict, 0 none.';
COMMENT ON COLUMN events.intensity IS 'Intensity from -10 (conflict) to +10 (cooperation).';
COMMENT ON COLUMN events.realis IS 'Whether it happened, is planned, asked for, denied, or only supposed.';
COMMENT ON COLUMN events.label IS 'Short text that names the event.';
COMMENT ON COLUMN events.date_start IS 'First day of the event; NULL where unknown.';
COMMENT ON COLUMN events.date_end IS 'Last day of the event, inclusive.';
COMMENT ON COLUMN events.date_precision IS 'Precision of the date.';
COMMENT ON COLUMN events.date_basis IS 'How the date is known.';
COMMENT ON COLUMN events.place_entity_id IS 'Where it happened.';
COMMENT ON COLUMN events.country IS 'Country where it happened, ISO alpha-3.';
COMMENT ON COLUMN events.certainty IS 'Whether articles report it themselves, only somebody claims it, somebody disputes or denies it, or it is planned.';
COMMENT ON COLUMN events.n_narrated IS 'Number of reports in an article''s own voice.';
COMMENT ON COLUMN events.n_attributed IS 'Number of reports inside quotations or reported speech.';
COMMENT ON COLUMN events.n_denied IS 'Number of reports that deny it.';
COMMENT ON COLUMN events.parent_event_id IS 'Event that this one is a part of.';
COMMENT ON COLUMN events.fulfils_event_id IS 'Planned event that this one carried out.';
COMMENT ON COLUMN events.n_mentions IS 'Number of reports.';
COMMENT ON COLUMN events.n_articles IS 'Number of articles that report it.';
COMMENT ON COLUMN events.n_sources IS 'Number of outlets that report it.';
COMMENT ON COLUMN events.n_langs IS 'Number of languages that report it.';
COMMENT ON COLUMN events.first_reported_on IS 'Earliest publication day of a report.';
