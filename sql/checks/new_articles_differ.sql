-- The newest articles of a source are like the ones before: a site that changes its pages shows here first, for among all of its articles the
-- new ones weigh little. The newest are twenty, and those that came with them.
-- severity: warning
-- table: articles
WITH came AS (
    SELECT article_id, source_id, lang, published_on IS NULL AS is_undated,
        ingested_at >= nth_value(ingested_at, 20) OVER (PARTITION BY source_id, lang ORDER BY ingested_at DESC, article_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS is_new
    FROM articles
), kept AS (
    SELECT article_id, coalesce(sum(end_char - start_char) FILTER (kept), 0) / greatest(sum(end_char - start_char), 1) AS share
    FROM article_lines GROUP BY article_id
), said AS (
    SELECT article_id, count(*) AS n FROM quotes GROUP BY article_id
), told AS (
    SELECT article_id, count(*) AS n FROM event_mentions GROUP BY article_id
), measured AS (
    SELECT source_id, lang, is_new, unnest([
        {measure: 'article_lines.kept_char_share', is_share: true, is_good: true, value: coalesce(k.share, 0)},
        {measure: 'articles.undated_article_share', is_share: true, is_good: false, value: is_undated::INTEGER::DOUBLE},
        {measure: 'quotes.quotes_per_article', is_share: false, is_good: true, value: coalesce(q.n, 0)::DOUBLE},
        {measure: 'event_mentions.events_per_article', is_share: false, is_good: true, value: coalesce(e.n, 0)::DOUBLE}
    ], recursive := true)
    FROM came LEFT JOIN kept AS k USING (article_id) LEFT JOIN said AS q USING (article_id) LEFT JOIN told AS e USING (article_id)
    WHERE is_new IS NOT NULL
), compared AS (
    SELECT source_id, lang, measure, is_share, is_good, avg(value) FILTER (is_new) AS value, avg(value) FILTER (NOT is_new) AS usual,
        count(*) FILTER (is_new) AS n, count(*) FILTER (NOT is_new) AS n_before,
        sqrt(coalesce(var_samp(value) FILTER (is_new), 0) / greatest(count(*) FILTER (is_new), 1)
            + coalesce(var_samp(value) FILTER (NOT is_new), 0) / greatest(count(*) FILTER (NOT is_new), 1)) AS noise
    FROM measured GROUP BY ALL
), changed AS (
    SELECT *, if(is_good, usual - value, value - usual) AS worse_by FROM compared
)
SELECT measure AS what, concat_ws(' ', source_id, lang) AS id,
    'is ' || round(value, 3) || ' in the ' || n || ' newest articles, ' || round(usual, 3) || ' in the ' || n_before || ' before' AS detail
FROM changed
WHERE n_before >= 2 * floor_of('min_articles', source_id, lang)
    AND worse_by >= floor_of(if(is_share, 'drop_of_share', 'drop_of_rate'), source_id, lang)
    AND worse_by >= floor_of('drop_relative', source_id, lang) * if(is_good, usual, least(usual, 1 - usual))
    AND worse_by >= (floor_of('drop_noise', source_id, lang) + 1) * noise;
