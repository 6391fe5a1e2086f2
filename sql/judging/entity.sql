-- The entities whose id begins with $wanted: name, type, how many entities bear that name, and the earliest place where it is named, by its
-- whole name where one article has it.
SELECT e.entity_id, e.name, e.type, m.article_id, m.start_char, m.end_char, m.text, m.text = e.name AS is_named,
    (SELECT count(DISTINCT x.entity_id) FROM (SELECT entity_id, alias AS name FROM entity_aliases UNION ALL SELECT entity_id, name FROM entities) AS x
     WHERE strip_accents(lower(x.name)) = strip_accents(lower(e.name))) AS n_bearers
FROM entities AS e
LEFT JOIN LATERAL (
    SELECT n.article_id, n.start_char, n.end_char, n.text FROM entity_mentions AS n JOIN articles AS a USING (article_id)
    WHERE n.entity_id = e.entity_id
    ORDER BY n.text <> e.name, length(n.text) DESC, a.published_on NULLS LAST, a.uri, n.start_char LIMIT 1
) AS m ON true
WHERE starts_with(e.entity_id, $wanted) ORDER BY e.entity_id LIMIT 2;
