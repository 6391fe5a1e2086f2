-- The reports of a happening, the earliest first, with the beginning of what each keeps.
WITH chosen AS (
    SELECT article_id, source_id, title, lang, published_on, published_basis, credit, duplicate_of, text FROM articles WHERE story_id = $story_id
    ORDER BY published_on NULLS LAST, article_id LIMIT 60
), kept AS (
    SELECT l.article_id, count(*) AS n_kept, sum(l.end_char - l.start_char)::BIGINT AS n_characters,
        left(string_agg(substr(c.text, l.start_char + 1, least(l.end_char - l.start_char, 400)), ' ' ORDER BY l.line_no)
            FILTER (l.role IN ('body', 'list_item')), 360) AS opening
    FROM chosen AS c JOIN article_lines AS l USING (article_id)
    WHERE l.kept
    GROUP BY l.article_id
), said AS (
    SELECT article_id, count(*) AS n_quotes FROM quotes WHERE article_id IN (SELECT article_id FROM chosen) GROUP BY article_id
)
SELECT c.* EXCLUDE (text), coalesce(k.n_kept, 0) AS n_kept, coalesce(k.n_characters, 0) AS n_characters, k.opening, coalesce(s.n_quotes, 0) AS n_quotes
FROM chosen AS c LEFT JOIN kept AS k USING (article_id) LEFT JOIN said AS s USING (article_id)
ORDER BY c.published_on NULLS LAST, c.article_id;
