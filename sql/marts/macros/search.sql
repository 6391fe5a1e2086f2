-- Articles by words, best first: BM25 (Robertson and Zaragoza 2009, The Probabilistic Relevance Framework) with k1 = 1.2 and b = 0.75; the weight
-- of a word is ln(1 + (N - n + 0.5) / (n + 0.5)), N articles, n of them with the word. A word counts as it stands, or through the name that it is
-- part of: then the mentions of the entity, in whatever spelling, take the place of its occurrences, shared out among the words of the name.
CREATE OR REPLACE MACRO search(words) AS TABLE
WITH asked AS (
    SELECT list_slice(search_words(words), 1, 32) AS list
), wanted AS (
    SELECT unnest(asked.list) AS word, generate_subscripts(asked.list, 1) AS i FROM asked
), corpus AS (
    SELECT count(*) AS n, avg(x.n_tokens) AS length FROM main.search_articles AS x
), literal AS (
    SELECT w.i, t.article_no, t.n_times, count(*) OVER (PARTITION BY w.i) AS n_with
    FROM wanted AS w JOIN main.search_tokens AS t ON t.token = w.word
), phrases AS (
    SELECT f.i AS first, l.i AS last, array_to_string(list_slice(asked.list, f.i, l.i), ' ') AS name_key
    FROM asked, wanted AS f JOIN wanted AS l ON l.i BETWEEN f.i AND f.i + 6
), names AS (
    SELECT p.first, p.last, k.entity_id FROM phrases AS p JOIN main.name_keys AS k USING (name_key) WHERE k.rank <= 10
), named AS (
    SELECT n.first, n.last, x.article_no, count(*) AS n_times, count(*) OVER (PARTITION BY n.first, n.last) AS n_with
    FROM names AS n JOIN main.entity_mentions AS m USING (entity_id) JOIN main.search_articles AS x USING (article_id)
    GROUP BY n.first, n.last, x.article_no
), hits AS (
    SELECT i, article_no, n_times, n_with, 1 AS shared_by, false AS by_name FROM literal
    UNION ALL
    SELECT w.i, n.article_no, n.n_times, n.n_with, n.last - n.first + 1, true FROM named AS n JOIN wanted AS w ON w.i BETWEEN n.first AND n.last
), weighed AS (
    SELECT h.i, h.article_no, h.by_name, ln(1 + (c.n - h.n_with + 0.5) / (h.n_with + 0.5)) / h.shared_by
        * h.n_times * 2.2 / (h.n_times + 1.2 * (0.25 + 0.75 * x.n_tokens / c.length)) AS weight
    FROM hits AS h JOIN main.search_articles AS x USING (article_no), corpus AS c
), ranked AS (
    SELECT article_no, sum(weight) AS score, count(*) AS n_words, bool_or(by_name) AS by_name
    FROM (SELECT i, article_no, max(weight) AS weight, bool_or(by_name) AS by_name FROM weighed GROUP BY i, article_no) AS best
    GROUP BY article_no
)
SELECT round(r.score, 3) AS score, r.n_words, r.by_name, a.published_on, a.source_id, a.lang, a.title, a.uri, a.article_id
FROM ranked AS r JOIN main.search_articles AS x USING (article_no) JOIN main.articles AS a USING (article_id)
ORDER BY r.score DESC, a.published_on DESC NULLS LAST, a.article_id;
COMMENT ON MACRO TABLE search IS 'Articles with any of the words, the best first (BM25), whatever accents, case and vowel marks; names are found in every script and spelling. n_words: how many of the words an article has; by_name: whether a name that is asked for stands in it as a known entity. Kept lines and the title are searched.';
