-- The local entities of current articles with the publication day that ages them, the number of their mentions, and whether their article
-- tells what kind of name it is: `is_firm` is false where the kind was guessed, or proposed by a model, in every mention.
WITH told AS (
    SELECT article_id, local_no AS no, count(*) AS n_mentions,
        bool_or(form <> 'candidate' AND NOT starts_with(rule_id, 'guess.') AND NOT starts_with(rule_id, 'model.')) AS is_firm
    FROM read_mentions GROUP BY ALL
)
SELECT l.article_id, l.no, l.type, l.name, l.lang, l.script, l.lexicon_id, l.country, l.code, l.is_confirmed, a.published_on,
    coalesce(t.n_mentions, 0) AS n_mentions, l.score, coalesce(t.is_firm, false) AS is_firm
FROM read_entities AS l JOIN main.articles AS a USING (article_id) LEFT JOIN told AS t USING (article_id, no)
ORDER BY l.article_id, l.no;
