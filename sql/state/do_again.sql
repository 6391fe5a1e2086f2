-- These stages are done again for the articles of these outlets; where none is named, for all. Resolution is the whole corpus's.
UPDATE state.ledger SET version = $again
WHERE stage IN (SELECT unnest($stages::VARCHAR[])) AND (stage = 'corpus' OR len($outlets) = 0 OR article_id IN (
    SELECT article_id FROM state.versions WHERE source_id IN (SELECT unnest($outlets::VARCHAR[]))
));
