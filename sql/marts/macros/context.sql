-- A span with its surroundings, of an article known by its id.
CREATE OR REPLACE MACRO context(article, start_at, end_at, n) AS (
    SELECT substr(x.text, greatest(start_at - n, 0) + 1, least(n, start_at))
        || '⟦' || substr(x.text, start_at + 1, end_at - start_at) || '⟧' || substr(x.text, end_at + 1, n)
    FROM main.articles AS x WHERE x.article_id = article
);
COMMENT ON MACRO context IS 'What stands at an offset of an article_id, between ⟦ and ⟧, with n characters before and behind. For a uri or url: context(article_id_of(…), …).';
