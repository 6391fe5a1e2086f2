-- Which articles were changed after they had appeared: by their own stamp, or because a later version of them was read? What did the title say before?
-- On the samples: uri = nile-valley-observer/tibesti-talks-addis.html; published_at = 2025-03-12 07:20:00; updated_at = 2025-03-12 09:02:00
-- On the samples: uri = le-quotidien-des-deux-rives/or-sanctions-ue.html; updated_at = 2025-04-15 07:31:00
WITH changed AS ( -- without the texts, which are long
    SELECT article_id, coalesce(updated_at, ingested_at) AS changed_at, uri FROM articles
    WHERE updated_at > published_at OR supersedes_article_id IS NOT NULL
    ORDER BY changed_at DESC, uri LIMIT 100
)
SELECT a.published_at, a.updated_at, a.supersedes_article_id, a.title, old.title AS title_before, length(a.text) - length(old.text) AS n_chars_more,
    a.source_id, a.uri
FROM changed AS c JOIN articles AS a USING (article_id)
LEFT JOIN history.articles AS old ON old.article_id = a.supersedes_article_id
ORDER BY c.changed_at DESC, a.uri;
