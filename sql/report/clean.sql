-- Figures of the floor `clean` that a run shows and a page plots: (asset, figure, value), of current articles.
WITH lines AS (
    SELECT l.article_id, l.kept, l.role, l.rule_id, l."end" - l.start AS size
    FROM evidence.lines AS l JOIN state.versions AS v USING (article_id)
    WHERE v.is_current
), articles AS (
    SELECT a.article_id, a.published.basis AS basis, a.lang,
        coalesce(bool_or(l.role IN ('body', 'list_item')), false) AS has_body, bool_or(l.role = 'title') AS has_title
    FROM evidence.articles AS a
    JOIN state.versions AS v USING (article_id)
    LEFT JOIN lines AS l USING (article_id)
    WHERE v.is_current
    GROUP BY ALL
)
SELECT 'article_lines' AS asset, CASE WHEN kept THEN 'kept_' ELSE 'dropped_' END || role AS figure, count(*)::DOUBLE AS value
FROM lines GROUP BY kept, role
UNION ALL
SELECT 'article_lines', unnest(['n_kept', 'n_dropped', 'n_by_source_profile', 'share_of_characters_kept']),
    unnest([
        count(*) FILTER (kept), count(*) FILTER (NOT kept), count(*) FILTER (rule_id = 'source_profile'),
        round(coalesce(sum(size) FILTER (kept), 0) / greatest(sum(size), 1), 4)
    ]::DOUBLE[])
FROM lines HAVING count(*) > 0
UNION ALL
SELECT 'articles', unnest(['n_without_body', 'share_without_body', 'share_without_title', 'share_undated', 'share_of_unknown_language']),
    unnest([
        count(*) FILTER (NOT has_body), round(count(*) FILTER (NOT has_body) / count(*), 4),
        round(count(*) FILTER (has_title IS NOT true) / count(*), 4), round(count(*) FILTER (basis = 'none') / count(*), 4),
        round(count(*) FILTER (lang = 'und') / count(*), 4)
    ]::DOUBLE[])
FROM articles HAVING count(*) > 0
ORDER BY asset, figure;
