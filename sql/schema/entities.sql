-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
CREATE TABLE entities (
    entity_id     VARCHAR NOT NULL,
    type          VARCHAR NOT NULL,
    name          VARCHAR NOT NULL,
    name_lang     VARCHAR,
    code          VARCHAR,
    country       VARCHAR,
    sector        VARCHAR,
    wikidata_id   VARCHAR,
    geonames_id   VARCHAR,
    latitude      DOUBLE,
    longitude     DOUBLE,
    admin1_code   VARCHAR,
    source        VARCHAR NOT NULL,
    n_mentions    INTEGER NOT NULL,
    n_articles    INTEGER NOT NULL,
    n_langs       INTEGER NOT NULL,
    first_seen_on DATE,
    last_seen_on  DATE
);
COMMENT ON TABLE entities IS 'One row a person, organisation or place, across all articles, languages and spellings.';
COMMENT ON COLUMN entities.entity_id IS 'Digest of the entity''s anchor: its lexicon or user id, else its earliest mention.';
COMMENT ON COLUMN entities.type IS 'Person, organisation, country or city that can act, other place, or other name.';
COMMENT ON COLUMN entities.name IS 'Preferred name.';
COMMENT ON COLUMN entities.name_lang IS 'Language of the preferred name, BCP 47.';
COMMENT ON COLUMN entities.code IS 'Country code (ISO alpha-3) or acronym of an organisation, such as NATO.';
COMMENT ON COLUMN entities.country IS 'Country it belongs to, ISO alpha-3.';
COMMENT ON COLUMN entities.sector IS 'Sector in which it acts; dated through entity_roles.';
COMMENT ON COLUMN entities.wikidata_id IS 'Wikidata item, such as Q796.';
COMMENT ON COLUMN entities.geonames_id IS 'GeoNames feature.';
COMMENT ON COLUMN entities.latitude IS 'Latitude of a place in degrees north.';
COMMENT ON COLUMN entities.longitude IS 'Longitude of a place in degrees east.';
COMMENT ON COLUMN entities.admin1_code IS 'First-order division of a place, ISO 3166-2 where there is one.';
COMMENT ON COLUMN entities.source IS 'Where the entity comes from: a language pack, the corpus itself, or the user''s overrides.';
COMMENT ON COLUMN entities.n_mentions IS 'Number of mentions in current articles.';
COMMENT ON COLUMN entities.n_articles IS 'Number of current articles that mention it.';
COMMENT ON COLUMN entities.n_langs IS 'Number of languages of these articles.';
COMMENT ON COLUMN entities.first_seen_on IS 'Earliest publication day of an article that mentions it.';
COMMENT ON COLUMN entities.last_seen_on IS 'Latest publication day of an article that mentions it.';
