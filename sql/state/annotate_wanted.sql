-- The version of the stage `annotate` that each cleaned article is to have: that of its language's pack.
CREATE OR REPLACE TEMP TABLE annotate_wanted AS
SELECT a.article_id, coalesce(own.version, without.version) AS version
FROM evidence.articles AS a
LEFT JOIN annotate_versions AS own ON own.lang = lower(split_part(a.lang, '-', 1))
CROSS JOIN (SELECT version FROM annotate_versions WHERE lang = $none) AS without;
