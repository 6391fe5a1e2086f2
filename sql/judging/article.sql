-- The articles whose id begins with $wanted, with what names each as a document: the first of its id, url, path and hash that no other article
-- of its outlet has (see sql/corpus/judged_places.sql).
WITH wanted AS (SELECT * FROM articles WHERE starts_with(article_id, $wanted) ORDER BY article_id LIMIT 2),
named AS (
    SELECT article_id, source_id, unnest([
        {'rank': 1, 'document': external_id}, {'rank': 2, 'document': url}, {'rank': 3, 'document': CASE WHEN NOT contains(uri, '#') THEN uri END},
        {'rank': 4, 'document': raw_sha256}, {'rank': 5, 'document': article_id}
    ], recursive := true)
    FROM wanted
),
own AS (
    SELECT n.article_id, n.rank, n.document
    FROM named AS n
    JOIN articles AS a ON a.source_id = n.source_id
        AND n.document IN (a.external_id, a.url, a.raw_sha256, a.text_sha256, a.article_id, a.uri)
    GROUP BY ALL HAVING count(DISTINCT a.article_id) = 1
)
SELECT w.article_id, w.source_id, (SELECT arg_min(o.document, o.rank) FROM own AS o WHERE o.article_id = w.article_id) AS document, w.text
FROM wanted AS w ORDER BY w.article_id;
