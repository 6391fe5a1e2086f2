-- Entities by any of their names, in any script; accents, case and vowel marks do not count.
WITH found AS (
    SELECT entity_id, min(alias) AS alias, max(strip_accents(lower(alias)) = strip_accents(lower($words))) AS is_whole
    FROM entity_aliases WHERE contains(strip_accents(lower(alias)), strip_accents(lower($words)))
    GROUP BY entity_id
)
SELECT e.entity_id, e.name, e.name_lang, e.type, e.country, e.n_articles, f.alias
FROM found AS f JOIN entities AS e USING (entity_id)
ORDER BY f.is_whole DESC, e.n_articles DESC, e.entity_id LIMIT $most;
