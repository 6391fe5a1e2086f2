-- Organisations that no lexicon gives a sector, by their name.
SELECT entity_id, name FROM main.entities WHERE type = 'ORG' AND sector IS NULL ORDER BY entity_id;
