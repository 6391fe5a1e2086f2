-- Articles by words anywhere in their text, written as asked for or with a capital; the newest $look articles are looked through.
SELECT article_id, title, lang, source_id, published_on, found_at - 1 AS start_char, found_at - 1 + length($words) AS end_char,
    substr(text, greatest(found_at - 80, 1), found_at - greatest(found_at - 80, 1)) AS before, substr(text, found_at, length($words)) AS found,
    substr(text, found_at + length($words), 100) AS behind
FROM (
    SELECT article_id, title, lang, source_id, published_on, text,
        coalesce(nullif(position($words IN text), 0), nullif(position($capital IN text), 0)) AS found_at
    FROM (SELECT article_id FROM articles ORDER BY published_on DESC NULLS LAST, article_id LIMIT $look)
    JOIN articles USING (article_id)
    WHERE contains(text, $words) OR contains(text, $capital)
    ORDER BY published_on DESC NULLS LAST, article_id LIMIT $most
);
