-- How much of what was published is about somebody: mentions without volume mislead.
CREATE OR REPLACE MACRO share_of_coverage(who, period) AS TABLE
WITH volume AS (
    SELECT date_trunc(period, c.day)::DATE AS begins_on, sum(c.n_articles)::BIGINT AS n_articles, sum(c.n_originals)::BIGINT AS n_originals
    FROM main.coverage AS c WHERE c.day IS NOT NULL GROUP BY ALL
), named AS (
    SELECT date_trunc(period, a.published_on)::DATE AS begins_on, count(*) AS n_naming,
        count(*) FILTER (a.duplicate_of IS NULL) AS n_originals_naming, count(DISTINCT a.source_id) AS n_sources_naming
    FROM main.articles AS a
    WHERE a.published_on IS NOT NULL AND a.article_id IN (SELECT m.article_id FROM main.entity_mentions AS m WHERE m.entity_id = entity_id_of(who))
    GROUP BY ALL
)
SELECT v.begins_on, coalesce(n.n_naming, 0) AS n_naming, v.n_articles, round(coalesce(n.n_naming, 0) / nullif(v.n_articles, 0), 4) AS share,
    coalesce(n.n_originals_naming, 0) AS n_originals_naming, v.n_originals,
    round(coalesce(n.n_originals_naming, 0) / nullif(v.n_originals, 0), 4) AS share_of_originals, coalesce(n.n_sources_naming, 0) AS n_sources_naming
FROM volume AS v LEFT JOIN named AS n USING (begins_on)
ORDER BY v.begins_on;
COMMENT ON MACRO TABLE share_of_coverage IS 'By day, week, month, quarter or year: how many articles name somebody (any spelling, or an id), how many were published at all, and the share; with copies, and without. NULL where nothing was published. Articles without a day do not count.';
