-- Articles of a language, the newest first, with what words of saying are looked for in: kept lines, and who is named in them.
-- $lang: a language without its region; $most: articles at most. Of copies of one text only the first is read.
WITH read AS (
    SELECT article_id, source_id, uri, text, published_on FROM articles
    WHERE split_part(lang, '-', 1) = $lang AND duplicate_of IS NULL
    ORDER BY published_on DESC NULLS LAST, article_id LIMIT $most
),
kept AS (
    SELECT article_id, list([start_char, end_char] ORDER BY start_char) AS lines
    FROM article_lines SEMI JOIN read USING (article_id) WHERE kept AND end_char > start_char GROUP BY article_id
),
named AS (
    SELECT article_id, list({'start': start_char, 'end': end_char, 'text': text, 'type': type, 'entity': coalesce(entity_id, text)}
        ORDER BY start_char) AS names
    FROM entity_mentions SEMI JOIN read USING (article_id) GROUP BY article_id
)
SELECT r.article_id, r.source_id, r.uri, r.text, k.lines, coalesce(n.names, []) AS names
FROM read AS r JOIN kept AS k USING (article_id) LEFT JOIN named AS n USING (article_id)
ORDER BY r.published_on DESC NULLS LAST, r.article_id;
