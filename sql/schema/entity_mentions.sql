-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE entity_mentions (
    mention_id        VARCHAR NOT NULL,
    article_id        VARCHAR NOT NULL,
    entity_id         VARCHAR,
    start_char        INTEGER NOT NULL,
    end_char          INTEGER NOT NULL,
    text              VARCHAR NOT NULL,
    type              VARCHAR NOT NULL,
    role_text         VARCHAR,
    rule_id           VARCHAR NOT NULL,
    score             DOUBLE NOT NULL,
    extractor_version VARCHAR NOT NULL
);
COMMENT ON TABLE entity_mentions IS 'One row a place in a kept line where an entity is named; mentions do not overlap.';
COMMENT ON COLUMN entity_mentions.mention_id IS 'Digest of article and span, as it was found.';
COMMENT ON COLUMN entity_mentions.article_id IS 'Article in which the mention stands.';
COMMENT ON COLUMN entity_mentions.entity_id IS 'Entity that is meant.';
COMMENT ON COLUMN entity_mentions.start_char IS 'Offset of the name in articles.text.';
COMMENT ON COLUMN entity_mentions.end_char IS 'Offset behind the name.';
COMMENT ON COLUMN entity_mentions.text IS 'The name as written, without article, title or proclitic.';
COMMENT ON COLUMN entity_mentions.type IS 'Type of the mention.';
COMMENT ON COLUMN entity_mentions.role_text IS 'Office or title words that stand beside the name.';
COMMENT ON COLUMN entity_mentions.rule_id IS 'Rule or model that found it; user: somebody gave the words by hand.';
COMMENT ON COLUMN entity_mentions.score IS 'Probability that span, type and entity are right, 0 to 1.';
COMMENT ON COLUMN entity_mentions.extractor_version IS 'Version of the extractor.';
