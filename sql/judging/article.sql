-- The articles whose id begins with $wanted, with what names each as a document: by the shortest name that no other article of its outlet has.
WITH named AS (
    SELECT article_id, source_id, unnest([
        {'rank': 1, 'document': external_id}, {'rank': 2, 'document': url}, {'rank': 3, 'document': CASE WHEN NOT contains(uri, '#') THEN uri END},
        {'rank': 4, 'document': raw_sha256}, {'rank': 5, 'document': article_id}
    ], recursive := true)
    FROM articles
),
shared AS (SELECT source_id, document, count(DISTINCT article_id) AS n FROM named WHERE document IS NOT NULL GROUP BY ALL)
SELECT a.article_id, a.source_id, (
    SELECT arg_min(n.document, n.rank) FROM named AS n JOIN shared AS s ON s.source_id = n.source_id AND s.document = n.document AND s.n = 1
    WHERE n.article_id = a.article_id
) AS document, a.text
FROM articles AS a WHERE starts_with(a.article_id, $wanted) ORDER BY a.article_id LIMIT 2;
