-- Persons with all names under which the corpus knows them, and whether they have a public role: listed by a lexicon, at work in one of $sectors, or holder of
-- one of $offices.
SELECT e.entity_id,
    any_value(e.source) = 'lexicon' OR coalesce(any_value(e.sector) IN (SELECT unnest($sectors::VARCHAR[])), false) OR bool_or(e.entity_id IN (
            SELECT r.entity_id FROM main.entity_roles AS r WHERE r.role IN (SELECT unnest($offices::VARCHAR[])))) AS is_public,
    list(DISTINCT n.name ORDER BY n.name) AS names
FROM main.entities AS e JOIN (
    SELECT entity_id, name FROM main.entities
    UNION SELECT entity_id, alias FROM main.entity_aliases
    UNION SELECT entity_id, text FROM main.entity_mentions WHERE type = 'PER'
    UNION SELECT speaker_entity_id, speaker_text FROM main.quotes WHERE speaker_mention_type IN ('name', 'short_name')
) AS n USING (entity_id)
WHERE e.type = 'PER' AND n.name IS NOT NULL
GROUP BY e.entity_id ORDER BY e.entity_id;
