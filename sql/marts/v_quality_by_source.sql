-- How well each outlet is read: shares that should be alike, and are not where its pages have changed.
CREATE OR REPLACE VIEW v_quality_by_source AS
WITH lines AS (
    SELECT article_id, count(*) FILTER (role <> 'blank') AS n, count(*) FILTER (kept AND role <> 'blank') AS n_kept, sum(end_char - start_char) AS n_chars,
        sum(end_char - start_char) FILTER (kept) AS n_kept_chars, count(*) FILTER (kept AND role = 'body') AS n_body
    FROM main.article_lines GROUP BY article_id
), pieces AS (
    SELECT a.source_id, count(*) AS n_articles, count(*) FILTER (a.duplicate_of IS NULL) AS n_originals, count(DISTINCT a.lang) AS n_langs,
        sum(l.n_kept) / nullif(sum(l.n), 0) AS kept_line_share, sum(l.n_kept_chars) / nullif(sum(l.n_chars), 0) AS kept_char_share,
        avg((coalesce(l.n_body, 0) = 0)::INTEGER) AS empty_article_share, avg((a.title IS NULL)::INTEGER) AS untitled_article_share,
        avg((a.published_on IS NULL)::INTEGER) AS undated_article_share, avg((a.lang = 'und')::INTEGER) AS unknown_language_share,
        min(a.published_on) AS first_on, max(a.published_on) AS last_on
    FROM main.articles AS a LEFT JOIN lines AS l USING (article_id) GROUP BY a.source_id
), names AS (
    SELECT a.source_id, count(*) AS n FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id) GROUP BY a.source_id
), said AS (
    SELECT a.source_id, count(*) AS n, avg((q.speaker_entity_id IS NULL)::INTEGER) AS unresolved
    FROM main.quotes AS q JOIN main.articles AS a USING (article_id) GROUP BY a.source_id
), done AS (
    SELECT a.source_id, count(*) AS n, avg((m.date_start IS NULL)::INTEGER) AS undated, avg((m.place_entity_id IS NULL)::INTEGER) AS unplaced
    FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id) GROUP BY a.source_id
), failed AS (
    SELECT source_id, count(*) AS n FROM main.ingest_errors WHERE NOT is_resolved GROUP BY source_id
)
SELECT source_id, coalesce(s.name, source_id) AS source, coalesce(p.n_articles, 0) AS n_articles, coalesce(p.n_originals, 0) AS n_originals,
    coalesce(p.n_langs, 0) AS n_langs, p.first_on, p.last_on, coalesce(f.n, 0) AS n_errors, round(p.kept_line_share, 3) AS kept_line_share,
    round(p.kept_char_share, 3) AS kept_char_share, round(p.empty_article_share, 3) AS empty_article_share,
    round(p.untitled_article_share, 3) AS untitled_article_share, round(p.undated_article_share, 3) AS undated_article_share,
    round(p.unknown_language_share, 3) AS unknown_language_share, round(coalesce(n.n, 0) / p.n_articles, 2) AS mentions_per_article,
    round(coalesce(q.n, 0) / p.n_articles, 2) AS quotes_per_article, round(q.unresolved, 3) AS unresolved_speaker_share,
    round(coalesce(d.n, 0) / p.n_articles, 2) AS events_per_article, round(d.undated, 3) AS undated_event_share, round(d.unplaced, 3) AS unplaced_event_share
FROM pieces AS p FULL JOIN failed AS f USING (source_id) LEFT JOIN main.sources AS s USING (source_id) LEFT JOIN names AS n USING (source_id)
LEFT JOIN said AS q USING (source_id) LEFT JOIN done AS d USING (source_id);
COMMENT ON VIEW v_quality_by_source IS 'One row an outlet, also one of which nothing could be read: what was kept, what is missing, how much was found, how much fails.';
COMMENT ON COLUMN v_quality_by_source.source_id IS 'Identifier of the outlet: the name of its folder below raw/, or `unsorted`.';
COMMENT ON COLUMN v_quality_by_source.source IS 'Name of the outlet, else its identifier.';
COMMENT ON COLUMN v_quality_by_source.n_originals IS 'Number of its current articles that are no copies.';
COMMENT ON COLUMN v_quality_by_source.n_langs IS 'Number of languages of its articles.';
COMMENT ON COLUMN v_quality_by_source.first_on IS 'Earliest publication day of its articles.';
COMMENT ON COLUMN v_quality_by_source.last_on IS 'Latest publication day of its articles.';
COMMENT ON COLUMN v_quality_by_source.n_errors IS 'Files and records of it that could not be read and have not been mended.';
COMMENT ON COLUMN v_quality_by_source.kept_line_share IS 'Share of lines that are kept, blank ones left out, 0 to 1.';
COMMENT ON COLUMN v_quality_by_source.kept_char_share IS 'Share of characters that are kept, 0 to 1.';
COMMENT ON COLUMN v_quality_by_source.empty_article_share IS 'Share of articles without a kept line of body.';
COMMENT ON COLUMN v_quality_by_source.untitled_article_share IS 'Share of articles without a title.';
COMMENT ON COLUMN v_quality_by_source.undated_article_share IS 'Share of articles without a publication day.';
COMMENT ON COLUMN v_quality_by_source.unknown_language_share IS 'Share of articles whose language cannot be told.';
COMMENT ON COLUMN v_quality_by_source.mentions_per_article IS 'Names an article, on average.';
COMMENT ON COLUMN v_quality_by_source.quotes_per_article IS 'Quotes an article, on average.';
COMMENT ON COLUMN v_quality_by_source.unresolved_speaker_share IS 'Share of quotes whose speaker is not known as an entity.';
COMMENT ON COLUMN v_quality_by_source.events_per_article IS 'Reports of events an article, on average.';
COMMENT ON COLUMN v_quality_by_source.undated_event_share IS 'Share of reports of events without a date.';
COMMENT ON COLUMN v_quality_by_source.unplaced_event_share IS 'Share of reports of events without a place.';
