-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE article_lines (
    article_id VARCHAR NOT NULL,
    line_no    INTEGER NOT NULL,
    start_char INTEGER NOT NULL,
    end_char   INTEGER NOT NULL,
    kept       BOOLEAN NOT NULL,
    role       VARCHAR NOT NULL,
    reason     VARCHAR NOT NULL,
    score      DOUBLE NOT NULL,
    rule_id    VARCHAR NOT NULL
);
COMMENT ON TABLE article_lines IS 'One row a line of an article''s text, kept or dropped; joined by newlines they are the text.';
COMMENT ON COLUMN article_lines.article_id IS 'Article whose line it is.';
COMMENT ON COLUMN article_lines.line_no IS 'Number of the line, from 1.';
COMMENT ON COLUMN article_lines.start_char IS 'Offset of the first character of the line in articles.text (code points, 0-based).';
COMMENT ON COLUMN article_lines.end_char IS 'Offset behind the last character of the line; the newline does not belong to it.';
COMMENT ON COLUMN article_lines.kept IS 'Whether the line belongs to the article; nothing is extracted from a dropped line but dates.';
COMMENT ON COLUMN article_lines.role IS 'What the line is; the roles of kept lines are title, subtitle, body, subhead, list_item, byline and dateline.';
COMMENT ON COLUMN article_lines.reason IS 'Sentence that says why the line was kept or dropped.';
COMMENT ON COLUMN article_lines.score IS 'Probability that the verdict is right, 0 to 1.';
COMMENT ON COLUMN article_lines.rule_id IS 'Rule that decided; user: by hand.';
