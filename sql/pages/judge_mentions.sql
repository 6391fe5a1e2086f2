-- Where an entity is named, so that two that are one by mistake can be told apart: a few places of each spelling and outlet.
SELECT m.mention_id, m.article_id, m.start_char, m.end_char, m.text, a.lang, a.source_id, a.published_on,
    substr(a.text, greatest(m.start_char - 60, 0) + 1, least(60, m.start_char)) AS before, substr(a.text, m.end_char + 1, 60) AS behind
FROM (
    SELECT n.mention_id, n.article_id, n.start_char, n.end_char, n.text FROM entity_mentions AS n JOIN articles AS x USING (article_id)
    WHERE n.entity_id = $entity_id
    QUALIFY row_number() OVER (PARTITION BY n.text, x.source_id ORDER BY x.published_on NULLS LAST, x.uri, n.start_char) <= 2
    ORDER BY n.text, x.published_on NULLS LAST, x.uri, n.start_char LIMIT $most
) AS m JOIN articles AS a USING (article_id)
ORDER BY m.text, a.published_on NULLS LAST, a.uri, m.start_char;
