-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE entity_identifiers (
    entity_id  VARCHAR NOT NULL,
    scheme     VARCHAR NOT NULL,
    value      VARCHAR NOT NULL,
    valid_from DATE,
    valid_to   DATE,
    basis      VARCHAR
);
COMMENT ON TABLE entity_identifiers IS 'One row an entity and its identifier in another data set.';
COMMENT ON COLUMN entity_identifiers.entity_id IS 'Entity that is identified.';
COMMENT ON COLUMN entity_identifiers.scheme IS 'Scheme of the identifier: iso2, iso3, wikidata, geonames, gwno, cow, cameo, or one of the user.';
COMMENT ON COLUMN entity_identifiers.value IS 'The identifier.';
COMMENT ON COLUMN entity_identifiers.valid_from IS 'First day on which it is valid; NULL means always.';
COMMENT ON COLUMN entity_identifiers.valid_to IS 'Last day on which it is valid; NULL means still.';
COMMENT ON COLUMN entity_identifiers.basis IS 'Where the identifier comes from.';
