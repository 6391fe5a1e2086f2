-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE event_parties (
    event_id            VARCHAR NOT NULL,
    actors              VARCHAR[],
    recipients          VARCHAR[],
    actor_entity_id     VARCHAR,
    actor_name          VARCHAR,
    actor_country       VARCHAR,
    actor_sector        VARCHAR,
    recipient_entity_id VARCHAR,
    recipient_name      VARCHAR,
    recipient_country   VARCHAR,
    recipient_sector    VARCHAR,
    first_article_id    VARCHAR,
    is_lead             BOOLEAN NOT NULL
);
COMMENT ON TABLE event_parties IS 'One row an event: who takes part by all its reports, one party that stands for each side, and the article that reports it first.';
COMMENT ON COLUMN event_parties.event_id IS 'The event.';
COMMENT ON COLUMN event_parties.actors IS 'Names of actors and joint participants by any report, in alphabetical order.';
COMMENT ON COLUMN event_parties.recipients IS 'Names of recipients and hosts by any report, in alphabetical order.';
COMMENT ON COLUMN event_parties.actor_entity_id IS 'The one party that stands for those who act: with a code before without, then the one that most reports name.';
COMMENT ON COLUMN event_parties.actor_name IS 'Its name, else its code, else the words for it.';
COMMENT ON COLUMN event_parties.actor_country IS 'Country for which it acts, ISO alpha-3.';
COMMENT ON COLUMN event_parties.actor_sector IS 'Sector in which it acts.';
COMMENT ON COLUMN event_parties.recipient_entity_id IS 'The one party that stands for those to whom it is done; where there are none, the second participant.';
COMMENT ON COLUMN event_parties.recipient_name IS 'Its name, else its code, else the words for it.';
COMMENT ON COLUMN event_parties.recipient_country IS 'Country for which it acts, ISO alpha-3.';
COMMENT ON COLUMN event_parties.recipient_sector IS 'Sector in which it acts.';
COMMENT ON COLUMN event_parties.first_article_id IS 'Article that reports it first, by day of publication.';
COMMENT ON COLUMN event_parties.is_lead IS 'Whether a report stands in a headline or in the first line of an article''s body.';
