-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE entity_aliases (
    entity_id  VARCHAR NOT NULL,
    alias      VARCHAR NOT NULL,
    lang       VARCHAR,
    script     VARCHAR,
    kind       VARCHAR NOT NULL,
    n_mentions INTEGER NOT NULL,
    basis      VARCHAR,
    score      DOUBLE
);
COMMENT ON TABLE entity_aliases IS 'One row an entity and a name under which it is written in a language.';
COMMENT ON COLUMN entity_aliases.entity_id IS 'Entity that bears the name.';
COMMENT ON COLUMN entity_aliases.alias IS 'The name.';
COMMENT ON COLUMN entity_aliases.lang IS 'Language in which it is written so, BCP 47.';
COMMENT ON COLUMN entity_aliases.script IS 'Script of the name, ISO 15924.';
COMMENT ON COLUMN entity_aliases.kind IS 'What kind of name it is.';
COMMENT ON COLUMN entity_aliases.n_mentions IS 'Number of mentions under this name.';
COMMENT ON COLUMN entity_aliases.basis IS 'How it is known that this name is this entity.';
COMMENT ON COLUMN entity_aliases.score IS 'Probability that it is, 0 to 1.';
