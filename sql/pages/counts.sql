-- How much there is.
SELECT (SELECT count(*) FROM articles) AS n_articles, (SELECT count(*) FROM sources) AS n_sources,
    (SELECT count(DISTINCT lang) FROM articles) AS n_langs, (SELECT count(*) FROM entities) AS n_entities,
    (SELECT count(*) FROM quotes) AS n_quotes, (SELECT count(*) FROM quote_groups) AS n_statements,
    (SELECT count(*) FROM events) AS n_events, (SELECT count(*) FROM stories) AS n_stories,
    (SELECT min(published_on) FROM articles) AS first_on, (SELECT max(published_on) FROM articles) AS last_on;
