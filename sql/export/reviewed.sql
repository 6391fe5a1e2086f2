-- Ids of rows that somebody has reviewed: what an applied judgement of the overrides is about. All else is the machine's word.
CREATE OR REPLACE TEMP TABLE reviewed AS
SELECT entity_id AS id FROM main.judgements WHERE status = 'applied' AND entity_id IS NOT NULL
UNION
SELECT value_entity_id FROM main.judgements WHERE status = 'applied' AND value_entity_id IS NOT NULL;
