-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_links (
    event_id               VARCHAR NOT NULL,
    event_mention_id       VARCHAR NOT NULL,
    other_event_mention_id VARCHAR NOT NULL,
    basis                  VARCHAR NOT NULL,
    score                  DOUBLE NOT NULL,
    parties                VARCHAR[] NOT NULL,
    company                VARCHAR[] NOT NULL,
    date_relation          VARCHAR NOT NULL,
    place_relation         VARCHAR NOT NULL,
    number_relation        VARCHAR NOT NULL
);
COMMENT ON TABLE event_links IS 'One row a report that is not the first of its event: the older report most like it, and what the two have in common; all links of an event make a tree.';
COMMENT ON COLUMN event_links.event_id IS 'Event that both report.';
COMMENT ON COLUMN event_links.event_mention_id IS 'The report that was joined.';
COMMENT ON COLUMN event_links.other_event_mention_id IS 'The older report most like it.';
COMMENT ON COLUMN event_links.basis IS 'likeness: the two agree; retold: the act was told less exactly, and only one act fits; user: a user says so.';
COMMENT ON COLUMN event_links.score IS 'How alike the two are, 0 to 1, by parties, day, place, numbers, words and company.';
COMMENT ON COLUMN event_links.parties IS 'Parties of both: codes, and entities without one.';
COMMENT ON COLUMN event_links.company IS 'What else is named around both, by code or entity.';
COMMENT ON COLUMN event_links.date_relation IS 'How the days stand to each other; same_offset: both count alike from their undated articles.';
COMMENT ON COLUMN event_links.place_relation IS 'How the places stand to each other.';
COMMENT ON COLUMN event_links.number_relation IS 'Whether a number of one measure agrees.';
