-- CAMEO codes of international organisations, one each.
CREATE OR REPLACE VIEW compat.organisation_codes AS
SELECT i.entity_id, min(i.value) AS value FROM main.entity_identifiers AS i WHERE i.scheme = 'cameo' AND starts_with(i.value, 'IGO') GROUP BY i.entity_id;
COMMENT ON VIEW compat.organisation_codes IS 'One row an international organisation that has a CAMEO code of its own.';
COMMENT ON COLUMN compat.organisation_codes.entity_id IS 'The organisation.';
COMMENT ON COLUMN compat.organisation_codes.value IS 'Its CAMEO code, such as IGOUNO.';
