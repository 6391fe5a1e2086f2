-- The public rows of documents and lines, from the books and the evidence. What needs the whole corpus (duplicates,
-- stories, dates through stories) is set by resolution afterwards.

CREATE OR REPLACE TEMP TABLE present_places AS
SELECT article_id, arg_min(uri, (file_uri, record_no)) AS uri
FROM state.locations WHERE is_present GROUP BY article_id;

CREATE OR REPLACE TEMP TABLE public_articles AS
SELECT
    d.article_id, d.source_id, coalesce(p.uri, d.uri) AS uri, v.external_id,
    coalesce(d.given.url, d.page.canonical_url) AS url, d.media_type, d.encoding, d.raw_sha256, d.text, d.text_sha256,
    d.renderer_version, a.title, a.byline, a.credit, a.lang, round(a.lang_score, 3) AS lang_score,
    a.published."on" AS published_on, a.published."at" AS published_at, a.published.utc_offset AS published_utc_offset,
    a.published.tz_basis AS tz_basis, a.published.precision AS published_precision,
    a.published.basis AS published_basis, a.updated_at,
    TRY_CAST(d.given.fetched_at AS TIMESTAMPTZ) AT TIME ZONE 'UTC' AS fetched_at,
    v.ingested_at, v.supersedes_article_id, v.is_current,
    NULL::VARCHAR AS duplicate_of, NULL::VARCHAR AS story_id
FROM evidence.documents AS d
JOIN evidence.articles AS a USING (article_id)
JOIN state.versions AS v USING (article_id)
LEFT JOIN present_places AS p USING (article_id);

-- On how many other articles the lines of a source's profile stand: counted in the books, named in their reason. A verdict does
-- not hang on the number, so cleaning does not know it, and no document is done again because it has changed.
CREATE OR REPLACE TEMP TABLE profile_counts AS
SELECT l.article_id, l.line_no,
    CASE p.n_articles WHEN 2 THEN 'one other article' ELSE p.n_articles - 1 || ' other articles' END AS others
FROM evidence.lines AS l
JOIN state.versions AS v USING (article_id)
JOIN (SELECT article_id, line_key, unnest(line_nos) AS line_no FROM state.line_places) AS k
    ON k.article_id = l.article_id AND k.line_no = l.line_no
JOIN state.recurrences AS p ON p.source_id = v.source_id AND p.line_key = k.line_key
WHERE l.rule_id = 'source_profile';
