-- Lines that an outlet's latest articles share. Made once at publication: to find them, texts must be read, and these lie packed many together.
INSERT INTO main.repeated_lines BY NAME
WITH latest AS MATERIALIZED (
    SELECT article_id, source_id, row_number() OVER (ORDER BY source_id, article_id) AS no
    FROM (
        SELECT article_id, source_id FROM main.articles
        QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY published_on DESC NULLS LAST, article_id) <= 20
    )
), totals AS (
    SELECT source_id, count(*)::INTEGER AS n_latest FROM latest GROUP BY source_id
), judged AS (
    SELECT no, line_no, kept, role FROM main.article_lines JOIN latest USING (article_id)
    WHERE role <> 'blank' AND end_char - start_char <= 300
), written AS (
    SELECT l.no, l.source_id, unnest(string_split(a.text, chr(10))) AS line, generate_subscripts(string_split(a.text, chr(10)), 1) AS line_no
    FROM latest AS l JOIN main.articles AS a USING (article_id)
), stands AS (
    SELECT source_id, trim(line) AS line, no, role, count(*) FILTER (kept) AS n_kept FROM written JOIN judged USING (no, line_no) GROUP BY ALL
), counted AS (
    SELECT source_id, line, count(DISTINCT no)::INTEGER AS n_articles, sum(n_kept)::INTEGER AS n_kept, list_sort(list(DISTINCT role)) AS roles
    FROM stands GROUP BY source_id, line
)
SELECT source_id, line, n_articles, n_latest, n_kept, roles FROM counted JOIN totals USING (source_id)
WHERE n_articles > 1 AND 2 * n_articles >= n_latest
ORDER BY source_id, line;
