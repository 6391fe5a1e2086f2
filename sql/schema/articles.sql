-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE articles (
    article_id            VARCHAR NOT NULL,
    source_id             VARCHAR NOT NULL,
    uri                   VARCHAR NOT NULL,
    external_id           VARCHAR,
    url                   VARCHAR,
    media_type            VARCHAR NOT NULL,
    encoding              VARCHAR NOT NULL,
    raw_sha256            VARCHAR NOT NULL,
    text                  VARCHAR NOT NULL,
    text_sha256           VARCHAR NOT NULL,
    renderer_version      VARCHAR NOT NULL,
    title                 VARCHAR,
    byline                VARCHAR,
    credit                VARCHAR,
    lang                  VARCHAR NOT NULL,
    lang_score            DOUBLE,
    published_on          DATE,
    published_at          TIMESTAMP,
    published_utc_offset  VARCHAR,
    tz_basis              VARCHAR,
    published_precision   VARCHAR,
    published_basis       VARCHAR NOT NULL,
    updated_at            TIMESTAMP,
    fetched_at            TIMESTAMP,
    ingested_at           TIMESTAMP NOT NULL,
    supersedes_article_id VARCHAR,
    is_current            BOOLEAN NOT NULL,
    duplicate_of          VARCHAR,
    story_id              VARCHAR
);
COMMENT ON TABLE articles IS 'One row a version of a document; in main only the current version of each.';
COMMENT ON COLUMN articles.article_id IS 'Digest of source, external id (where given) and content; the same on every machine and after a move.';
COMMENT ON COLUMN articles.source_id IS 'Outlet that the article came from.';
COMMENT ON COLUMN articles.uri IS 'Where it lies: path below raw/, with #n behind it for the n-th record of a file.';
COMMENT ON COLUMN articles.external_id IS 'Identifier that the input gives the document.';
COMMENT ON COLUMN articles.url IS 'Web address: as given, else the page''s canonical address.';
COMMENT ON COLUMN articles.media_type IS 'Kind of the input: text/plain or text/html.';
COMMENT ON COLUMN articles.encoding IS 'Codec that decoded the bytes.';
COMMENT ON COLUMN articles.raw_sha256 IS 'SHA-256 of the bytes of the file or record; they are kept in objects/ under it.';
COMMENT ON COLUMN articles.text IS 'Decoded text, unchanged; for HTML the page rendered to one line per block. All offsets count in it.';
COMMENT ON COLUMN articles.text_sha256 IS 'SHA-256 of the text in UTF-8.';
COMMENT ON COLUMN articles.renderer_version IS 'Version of the HTML renderer; empty for plain text.';
COMMENT ON COLUMN articles.title IS 'Headline: as given by the input, else the line found in the text.';
COMMENT ON COLUMN articles.byline IS 'Author line as the article or its metadata give it.';
COMMENT ON COLUMN articles.credit IS 'Agency or outlet that the text credits.';
COMMENT ON COLUMN articles.lang IS 'Language of the article, BCP 47; `und` where it cannot be told.';
COMMENT ON COLUMN articles.lang_score IS 'Probability that the language is right, 0 to 1.';
COMMENT ON COLUMN articles.published_on IS 'Publisher''s calendar day of publication: what questions count by. NULL when unknown.';
COMMENT ON COLUMN articles.published_at IS 'Moment of publication in UTC; NULL unless hour or minute is known.';
COMMENT ON COLUMN articles.published_utc_offset IS 'Offset of the publisher''s clock, such as +03:00.';
COMMENT ON COLUMN articles.tz_basis IS 'How the offset is known: stated with the time, from the source''s time zone, or UTC assumed.';
COMMENT ON COLUMN articles.published_precision IS 'How precisely the publication date is known.';
COMMENT ON COLUMN articles.published_basis IS 'How the publication date is known: stated by the input, by the page''s markup, found in the text, through another article of its story, as a user says, or not.';
COMMENT ON COLUMN articles.updated_at IS 'Moment of the last update in UTC as stated; serves as publication date where nothing better stands.';
COMMENT ON COLUMN articles.fetched_at IS 'Moment at which the document was fetched, UTC, as stated.';
COMMENT ON COLUMN articles.ingested_at IS 'Moment at which this warehouse first read this version, UTC.';
COMMENT ON COLUMN articles.supersedes_article_id IS 'Version that this one replaced; it lives in the schema history.';
COMMENT ON COLUMN articles.is_current IS 'Whether this is the current version: true in main, false in history.';
COMMENT ON COLUMN articles.duplicate_of IS 'Original of which this article is a copy; the original is the earliest published.';
COMMENT ON COLUMN articles.story_id IS 'Story that the article belongs to.';
