-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE letter_folds (
    letter   VARCHAR NOT NULL,
    folded   VARCHAR NOT NULL,
    searched VARCHAR NOT NULL
);
COMMENT ON TABLE letter_folds IS 'One row a character that folding changes or searching cuts at; all others stand for themselves.';
COMMENT ON COLUMN letter_folds.letter IS 'The character.';
COMMENT ON COLUMN letter_folds.folded IS 'What fold() makes of it; may be empty.';
COMMENT ON COLUMN letter_folds.searched IS 'What search_words() makes of it: as folded, a blank for what is no letter, digit or mark.';
