-- What is said about somebody or something: quotes that name it, in any spelling; of what is no name, quotes with all its words.
CREATE OR REPLACE MACRO quotes_about(what) AS TABLE
WITH meant AS (
    SELECT entity_id_of(what) AS entity_id
), naming AS (
    SELECT DISTINCT q.quote_id
    FROM main.entity_mentions AS m
    JOIN main.quotes AS q ON q.article_id = m.article_id AND m.start_char >= q.start_char AND m.end_char <= q.end_char
    WHERE m.entity_id = (SELECT entity_id FROM meant)
), likely AS (
    SELECT t.article_id
    FROM (SELECT x.article_id, t.token FROM main.search_tokens AS t JOIN main.search_articles AS x USING (article_no)
        WHERE t.token IN (SELECT unnest(search_words(what))) AND (SELECT entity_id FROM meant) IS NULL) AS t
    GROUP BY t.article_id HAVING count(*) = (SELECT len(list_distinct(search_words(what))))
), saying AS (
    SELECT q.quote_id FROM main.quotes AS q SEMI JOIN likely USING (article_id)
    WHERE list_has_all(search_words(q.text), search_words(what))
)
SELECT q.* FROM v_quotes AS q
WHERE q.quote_id IN (SELECT quote_id FROM naming UNION ALL SELECT quote_id FROM saying)
ORDER BY q.published_on, q.article_id, q.start_char;
COMMENT ON MACRO TABLE quotes_about IS 'Quotes in which an entity is named (by any of its names, or by id); where nothing bears that name, quotes that hold all words of it, whatever accents and case. Rows of v_quotes, by day.';
