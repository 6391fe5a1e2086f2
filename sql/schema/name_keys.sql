-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE name_keys (
    name_key   VARCHAR NOT NULL,
    entity_id  VARCHAR NOT NULL,
    is_part    BOOLEAN NOT NULL,
    n_mentions INTEGER NOT NULL,
    rank       INTEGER NOT NULL
);
COMMENT ON TABLE name_keys IS 'One row a folded name and an entity that bears it: what names are looked up by, in any script.';
COMMENT ON COLUMN name_keys.name_key IS 'The words of the name, folded, divided by a blank: array_to_string(search_words(name), '' '').';
COMMENT ON COLUMN name_keys.entity_id IS 'Entity that bears the name, or the code.';
COMMENT ON COLUMN name_keys.is_part IS 'Whether it is only the end of a person''s name, such as a surname with its article.';
COMMENT ON COLUMN name_keys.n_mentions IS 'Number of its mentions under this name, all spellings with the same key together; 0 for parts.';
COMMENT ON COLUMN name_keys.rank IS '1 for the entity that the name means first: whole names before parts, most mentions under it, then most mentions at all, then the smallest id.';
