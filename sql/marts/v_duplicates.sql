-- Which articles are copies, and of what.
CREATE OR REPLACE VIEW v_duplicates AS
SELECT c.article_id, c.source_id, c.published_on, c.lang, c.title, c.credit, c.uri, o.article_id AS original_article_id, o.source_id AS original_source_id,
    o.published_on AS original_published_on, o.title AS original_title, o.uri AS original_uri, c.source_id = o.source_id AS is_same_source,
    c.published_on - o.published_on AS n_days_later, c.text_sha256 = o.text_sha256 AS is_same_text, c.story_id
FROM main.articles AS c JOIN main.articles AS o ON o.article_id = c.duplicate_of;
COMMENT ON VIEW v_duplicates IS 'One row an article that is a copy of another, with the original: the earliest published.';
COMMENT ON COLUMN v_duplicates.article_id IS 'The copy.';
COMMENT ON COLUMN v_duplicates.source_id IS 'Outlet of the copy.';
COMMENT ON COLUMN v_duplicates.published_on IS 'Day of publication of the copy.';
COMMENT ON COLUMN v_duplicates.title IS 'Headline of the copy.';
COMMENT ON COLUMN v_duplicates.uri IS 'Where the copy lies below raw/.';
COMMENT ON COLUMN v_duplicates.original_article_id IS 'The original.';
COMMENT ON COLUMN v_duplicates.original_source_id IS 'Outlet of the original.';
COMMENT ON COLUMN v_duplicates.original_published_on IS 'Day of publication of the original.';
COMMENT ON COLUMN v_duplicates.original_title IS 'Headline of the original.';
COMMENT ON COLUMN v_duplicates.original_uri IS 'Where the original lies below raw/.';
COMMENT ON COLUMN v_duplicates.is_same_source IS 'Whether both are of one outlet.';
COMMENT ON COLUMN v_duplicates.n_days_later IS 'Days between the two; NULL where a day is not known.';
COMMENT ON COLUMN v_duplicates.is_same_text IS 'Whether the two texts are the same to the letter.';
