-- Of the texts of a source, more than next to nothing is kept.
-- severity: warning
-- table: article_lines
SELECT 'article_lines.kept_char_share' AS what, concat_ws(' ', source_id, lang) AS id,
    round(value, 3) || ' in ' || n_articles || ' articles; the floor is ' || floor_of('min_kept_char_share', source_id, lang) AS detail
FROM check_figures
WHERE ago = 0 AND measure = 'kept_char_share' AND source_id IS NOT NULL AND n_articles >= floor_of('min_articles', source_id, lang)
    AND value < floor_of('min_kept_char_share', source_id, lang);
