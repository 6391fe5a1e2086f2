-- The article that a cited row stands in, with the words and what stands around them.
SELECT a.source_id, s.name AS source_name, a.uri, a.url, a.external_id, a.title, a.byline, a.lang, a.published_on, a.published_precision, a.published_basis, a.text_sha256,
    substr(a.text, $start_char + 1, $end_char - $start_char) AS text,
    substr(a.text, greatest($start_char - $around, 0) + 1, least($around, $start_char)) AS before, substr(a.text, $end_char + 1, $around) AS behind
FROM (FROM main.articles UNION ALL BY NAME FROM history.articles) AS a LEFT JOIN main.sources AS s USING (source_id)
WHERE a.article_id = $article_id LIMIT 1;
