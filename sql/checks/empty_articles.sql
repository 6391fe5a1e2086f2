-- Few articles of a source are left without a line of body.
-- severity: warning
-- table: articles
SELECT 'articles.empty_article_share' AS what, concat_ws(' ', source_id, lang) AS id,
    round(value, 3) || ' in ' || n_articles || ' articles; the most is ' || floor_of('max_empty_share', source_id, lang) AS detail
FROM check_figures
WHERE ago = 0 AND measure = 'empty_article_share' AND source_id IS NOT NULL AND n_articles >= floor_of('min_articles', source_id, lang)
    AND value > floor_of('max_empty_share', source_id, lang);
