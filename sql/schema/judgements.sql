-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE judgements (
    file            VARCHAR NOT NULL,
    line_no         INTEGER NOT NULL,
    kind            VARCHAR NOT NULL,
    target          VARCHAR NOT NULL,
    value           VARCHAR NOT NULL,
    lang            VARCHAR,
    scheme          VARCHAR,
    role            VARCHAR,
    judged_by       VARCHAR NOT NULL,
    judged_on       DATE NOT NULL,
    why             VARCHAR NOT NULL,
    status          VARCHAR NOT NULL,
    reason          VARCHAR,
    entity_id       VARCHAR,
    value_entity_id VARCHAR,
    n_names         INTEGER NOT NULL,
    article_id      VARCHAR,
    item_id         VARCHAR,
    value_item_id   VARCHAR
);
COMMENT ON TABLE judgements IS 'One row a judgement of users (a row of overrides/*.csv), and what became of it.';
COMMENT ON COLUMN judgements.file IS 'File below overrides/ in which it stands.';
COMMENT ON COLUMN judgements.line_no IS 'Line of the file in which the row begins, from 1.';
COMMENT ON COLUMN judgements.kind IS 'What is decided: of entities, or of one place of a document: the role of a line, a speaker, a date, a realis, a participant, that two reports or quotes are one event or statement or two, the right words of a quote, report or name, the kind of a quote, the type of a report.';
COMMENT ON COLUMN judgements.target IS 'What was seen: a name or words, with where they were seen, or an id of a lexicon.';
COMMENT ON COLUMN judgements.value IS 'What is said of it: the other entity, report or quote, spelling, name, identifier, type, role, day, realis, or the right words; none where it is none.';
COMMENT ON COLUMN judgements.lang IS 'Language of the spelling or name, BCP 47.';
COMMENT ON COLUMN judgements.scheme IS 'Scheme of the identifier.';
COMMENT ON COLUMN judgements.role IS 'Role in which somebody takes part, of a participant.';
COMMENT ON COLUMN judgements.judged_by IS 'Who decided it.';
COMMENT ON COLUMN judgements.judged_on IS 'On which day it was decided.';
COMMENT ON COLUMN judgements.why IS 'Reason that was given.';
COMMENT ON COLUMN judgements.status IS 'Applied; orphaned where what it names is gone; refused where it is there but the row cannot be carried out.';
COMMENT ON COLUMN judgements.reason IS 'Why it is orphaned or refused.';
COMMENT ON COLUMN judgements.entity_id IS 'Entity that it is about; the first where a name means several.';
COMMENT ON COLUMN judgements.value_entity_id IS 'Entity of the other side, of same, different and alias; who is named as speaker or participant.';
COMMENT ON COLUMN judgements.n_names IS 'Number of names, lines, quotes or reports in documents that it means.';
COMMENT ON COLUMN judgements.article_id IS 'Article that it is about, of a place of a document.';
COMMENT ON COLUMN judgements.item_id IS 'What stands there: quote_id, event_mention_id, date_mention_id, mention_id or the number of the line; NULL for the publication. Where the row says that it is none, the id that it had.';
COMMENT ON COLUMN judgements.value_item_id IS 'The other report or quote, of same_event, different_event, same_statement and different_statement.';
