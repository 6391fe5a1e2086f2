-- The articles, with names in the place of keys and counts of what was found in them.
CREATE OR REPLACE VIEW v_articles AS
SELECT
    a.article_id, a.source_id, coalesce(s.name, a.source_id) AS source, s.country AS source_country, a.uri, a.url, a.external_id, a.title, a.byline,
    a.credit, a.lang, a.published_on, a.published_at, a.published_precision, a.published_basis, a.updated_at, a.story_id, t.label AS story,
    a.duplicate_of IS NULL AS is_original, a.duplicate_of, length(a.text) AS n_chars, coalesce(l.n_lines, 0) AS n_lines,
    coalesce(l.n_kept, 0) AS n_kept_lines, coalesce(m.n, 0) AS n_mentions, coalesce(q.n, 0) AS n_quotes, coalesce(e.n, 0) AS n_event_mentions
FROM main.articles AS a
LEFT JOIN main.sources AS s USING (source_id)
LEFT JOIN main.stories AS t USING (story_id)
LEFT JOIN (SELECT article_id, count(*) AS n_lines, count(*) FILTER (kept) AS n_kept FROM main.article_lines GROUP BY article_id) AS l USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM main.entity_mentions GROUP BY article_id) AS m USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM main.quotes GROUP BY article_id) AS q USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS n FROM main.event_mentions GROUP BY article_id) AS e USING (article_id);
COMMENT ON VIEW v_articles IS 'One row a current article, with its outlet, its story and the number of what was found in it.';
COMMENT ON COLUMN v_articles.source IS 'Name of the outlet, else its identifier.';
COMMENT ON COLUMN v_articles.source_country IS 'Country of the outlet, ISO 3166-1 alpha-3, as stated.';
COMMENT ON COLUMN v_articles.story IS 'Headline that stands for the story.';
COMMENT ON COLUMN v_articles.is_original IS 'Whether it is no copy of another article.';
COMMENT ON COLUMN v_articles.n_chars IS 'Characters of the whole text, chrome included.';
COMMENT ON COLUMN v_articles.n_lines IS 'Lines of the whole text.';
COMMENT ON COLUMN v_articles.n_kept_lines IS 'Lines that belong to the article.';
COMMENT ON COLUMN v_articles.n_mentions IS 'Number of names in it.';
COMMENT ON COLUMN v_articles.n_quotes IS 'Number of quotes in it.';
COMMENT ON COLUMN v_articles.n_event_mentions IS 'Number of reports of events in it.';
