-- Articles with the words, best first (the macro `search`), each with a passage: the words as asked for or with a capital, else where one who
-- bears the name stands, else the first of the words. Without a passage, `start_char` is NULL.
WITH ranked AS (
    SELECT s.article_id, s.score FROM search($words) AS s ORDER BY s.score DESC, s.published_on DESC NULLS LAST, s.article_id LIMIT $most
), bearers AS (
    SELECT k.entity_id FROM main.name_keys AS k WHERE k.name_key = array_to_string(search_words($words), ' ') AND k.rank <= 10
), named AS (
    SELECT m.article_id, min(m.start_char) AS start_char, arg_min(m.end_char, m.start_char) AS end_char
    FROM main.entity_mentions AS m JOIN bearers USING (entity_id) JOIN ranked USING (article_id) GROUP BY m.article_id
), placed AS (
    SELECT r.score, a.article_id, a.text,
        coalesce(nullif(position($words IN a.text), 0), nullif(position($capital IN a.text), 0)) - 1 AS literal_at,
        n.start_char AS named_at, n.end_char AS named_end,
        -- At the beginning of a word; only where no letter changes the length of the text when it is made small.
        CASE WHEN length(lower(a.text)) = length(a.text)
            THEN nullif(position(' ' || lower($first) IN translate(lower(a.text), chr(10), ' ')), 0) END AS word_at
    FROM ranked AS r JOIN main.articles AS a USING (article_id) LEFT JOIN named AS n USING (article_id)
), spans AS (
    SELECT score, article_id, text, coalesce(literal_at, named_at, word_at) AS start_char,
        CASE WHEN literal_at IS NOT NULL THEN literal_at + length($words) WHEN named_at IS NOT NULL THEN named_end
            ELSE word_at + length($first) END AS end_char
    FROM placed
)
SELECT a.article_id, a.title, a.lang, a.source_id, a.published_on, s.start_char, s.end_char,
    substr(s.text, greatest(s.start_char - 79, 1), least(s.start_char, 80)) AS before,
    substr(s.text, s.start_char + 1, s.end_char - s.start_char) AS found, substr(s.text, s.end_char + 1, 100) AS behind
FROM spans AS s JOIN main.articles AS a USING (article_id)
ORDER BY s.score DESC, a.published_on DESC NULLS LAST, a.article_id;
