-- Events in the 61 columns of GDELT 2.0 (Event Database, codebook of 2015), names, order and meaning, so that code for GDELT runs on them. Only what is
-- told as having happened: GDELT has no column for plans, demands and denials, and would count them in. What we do not know is NULL, and said so.
CREATE OR REPLACE VIEW compat.gdelt_events AS
SELECT
    compat.event_number(v.event_id) AS GLOBALEVENTID,
    strftime(v.date_start, '%Y%m%d')::INTEGER AS SQLDATE,
    strftime(v.date_start, '%Y%m')::INTEGER AS MonthYear,
    year(v.date_start)::INTEGER AS Year,
    round(year(v.date_start) + (month(v.date_start) * 30 + day(v.date_start)) / 365, 4) AS FractionDate,
    coalesce(k1.value, nullif(concat(compat.cameo_country(p.actor_country), compat.cameo_type(p.actor_sector)), '')) AS Actor1Code,
    upper(p.actor_name) AS Actor1Name,
    compat.cameo_country(p.actor_country) AS Actor1CountryCode,
    right(k1.value, 3) AS Actor1KnownGroupCode,
    NULL::VARCHAR AS Actor1EthnicCode,
    NULL::VARCHAR AS Actor1Religion1Code,
    NULL::VARCHAR AS Actor1Religion2Code,
    coalesce(compat.cameo_type(p.actor_sector), CASE WHEN k1.value IS NOT NULL THEN 'IGO' END) AS Actor1Type1Code,
    NULL::VARCHAR AS Actor1Type2Code,
    NULL::VARCHAR AS Actor1Type3Code,
    coalesce(k2.value, nullif(concat(compat.cameo_country(p.recipient_country), compat.cameo_type(p.recipient_sector)), '')) AS Actor2Code,
    upper(p.recipient_name) AS Actor2Name,
    compat.cameo_country(p.recipient_country) AS Actor2CountryCode,
    right(k2.value, 3) AS Actor2KnownGroupCode,
    NULL::VARCHAR AS Actor2EthnicCode,
    NULL::VARCHAR AS Actor2Religion1Code,
    NULL::VARCHAR AS Actor2Religion2Code,
    coalesce(compat.cameo_type(p.recipient_sector), CASE WHEN k2.value IS NOT NULL THEN 'IGO' END) AS Actor2Type1Code,
    NULL::VARCHAR AS Actor2Type2Code,
    NULL::VARCHAR AS Actor2Type3Code,
    p.is_lead::INTEGER AS IsRootEvent,
    k.event_code AS EventCode,
    k.event_base_code AS EventBaseCode,
    coalesce(k.event_root_code, v.cameo_root) AS EventRootCode,
    nullif(v.quad_class, 0)::INTEGER AS QuadClass,
    k.goldstein_scale::DOUBLE AS GoldsteinScale,
    v.n_mentions AS NumMentions,
    v.n_sources AS NumSources,
    v.n_articles AS NumArticles,
    NULL::DOUBLE AS AvgTone,
    NULL::INTEGER AS Actor1Geo_Type,
    NULL::VARCHAR AS Actor1Geo_FullName,
    NULL::VARCHAR AS Actor1Geo_CountryCode,
    NULL::VARCHAR AS Actor1Geo_ADM1Code,
    NULL::VARCHAR AS Actor1Geo_ADM2Code,
    NULL::DOUBLE AS Actor1Geo_Lat,
    NULL::DOUBLE AS Actor1Geo_Long,
    NULL::VARCHAR AS Actor1Geo_FeatureID,
    NULL::INTEGER AS Actor2Geo_Type,
    NULL::VARCHAR AS Actor2Geo_FullName,
    NULL::VARCHAR AS Actor2Geo_CountryCode,
    NULL::VARCHAR AS Actor2Geo_ADM1Code,
    NULL::VARCHAR AS Actor2Geo_ADM2Code,
    NULL::DOUBLE AS Actor2Geo_Lat,
    NULL::DOUBLE AS Actor2Geo_Long,
    NULL::VARCHAR AS Actor2Geo_FeatureID,
    CASE WHEN l.entity_id IS NULL THEN NULL WHEN l.code IS NOT NULL THEN 1 WHEN l.latitude IS NULL THEN CASE v.country WHEN 'USA' THEN 2 ELSE 5 END WHEN v.country = 'USA' THEN 3 ELSE 4 END AS ActionGeo_Type,
    l.name AS ActionGeo_FullName,
    g.fips AS ActionGeo_CountryCode,
    CASE WHEN l.code IS NOT NULL THEN g.fips END AS ActionGeo_ADM1Code,
    NULL::VARCHAR AS ActionGeo_ADM2Code,
    l.latitude AS ActionGeo_Lat,
    l.longitude AS ActionGeo_Long,
    NULL::VARCHAR AS ActionGeo_FeatureID,
    strftime(f.ingested_at, '%Y%m%d%H%M%S')::BIGINT AS DATEADDED,
    coalesce(f.url, f.uri) AS SOURCEURL
FROM main.events AS v
JOIN main.event_parties AS p ON p.event_id = v.event_id
LEFT JOIN compat.organisation_codes AS k1 ON k1.entity_id = p.actor_entity_id
LEFT JOIN compat.organisation_codes AS k2 ON k2.entity_id = p.recipient_entity_id
LEFT JOIN compat.cameo_codes AS k ON k.event_type = v.event_type AND k.event_mode IS NOT DISTINCT FROM v.event_mode
LEFT JOIN main.entities AS l ON l.entity_id = v.place_entity_id
LEFT JOIN compat.fips_codes AS g ON g.country = v.country
LEFT JOIN main.articles AS f ON f.article_id = p.first_article_id
WHERE v.realis = 'actual';
COMMENT ON VIEW compat.gdelt_events IS 'One row an event that is told as having happened, in the 61 columns of GDELT 2.0; one party a side (main.event_parties). What GDELT has and we do not know is NULL; events_of(), main.events and main.event_participants know more.';
COMMENT ON COLUMN compat.gdelt_events.GLOBALEVENTID IS 'Number of the event: the first 60 bits of the digest in events.event_id.';
COMMENT ON COLUMN compat.gdelt_events.SQLDATE IS 'First day of the event, YYYYMMDD; NULL where unknown. GDELT always has one: it takes the day of the article.';
COMMENT ON COLUMN compat.gdelt_events.MonthYear IS 'The same, YYYYMM.';
COMMENT ON COLUMN compat.gdelt_events.Year IS 'The same, YYYY.';
COMMENT ON COLUMN compat.gdelt_events.FractionDate IS 'The same as a fraction of the year, by GDELT''s formula: year + (month * 30 + day) / 365.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Code IS 'CAMEO code of who acts: of an international organisation its own, else country and role. NULL where neither is known.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Name IS 'Name of who acts, in capitals.';
COMMENT ON COLUMN compat.gdelt_events.Actor1CountryCode IS 'Its country, CAMEO: ISO alpha-3 but for ROM and TMP.';
COMMENT ON COLUMN compat.gdelt_events.Actor1KnownGroupCode IS 'CAMEO code of the organisation, such as UNO; NULL for groups that have none in entity_identifiers.';
COMMENT ON COLUMN compat.gdelt_events.Actor1EthnicCode IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Religion1Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Religion2Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Type1Code IS 'CAMEO role: GOV, MIL, REB, OPP, PTY, COP, CVL, IGO, NGO, MED …';
COMMENT ON COLUMN compat.gdelt_events.Actor1Type2Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Type3Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Code IS 'CAMEO code of to whom it is done: of an international organisation its own, else country and role. NULL where neither is known.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Name IS 'Name of to whom it is done, in capitals.';
COMMENT ON COLUMN compat.gdelt_events.Actor2CountryCode IS 'Its country, CAMEO: ISO alpha-3 but for ROM and TMP.';
COMMENT ON COLUMN compat.gdelt_events.Actor2KnownGroupCode IS 'CAMEO code of the organisation, such as UNO; NULL for groups that have none in entity_identifiers.';
COMMENT ON COLUMN compat.gdelt_events.Actor2EthnicCode IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Religion1Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Religion2Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Type1Code IS 'CAMEO role: GOV, MIL, REB, OPP, PTY, COP, CVL, IGO, NGO, MED …';
COMMENT ON COLUMN compat.gdelt_events.Actor2Type2Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Type3Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.IsRootEvent IS '1 where a report stands in a headline or in the first line of an article''s body, which GDELT''s lead paragraph is.';
COMMENT ON COLUMN compat.gdelt_events.EventCode IS 'CAMEO code, see compat.cameo_codes; NULL for APPOINT and for types of your own, which have none.';
COMMENT ON COLUMN compat.gdelt_events.EventBaseCode IS 'Its first three digits.';
COMMENT ON COLUMN compat.gdelt_events.EventRootCode IS 'Its first two digits.';
COMMENT ON COLUMN compat.gdelt_events.QuadClass IS '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict; NULL for APPOINT.';
COMMENT ON COLUMN compat.gdelt_events.GoldsteinScale IS 'Value of the code on the Goldstein scale; events.intensity has our own.';
COMMENT ON COLUMN compat.gdelt_events.NumMentions IS 'Number of reports.';
COMMENT ON COLUMN compat.gdelt_events.NumSources IS 'Number of outlets.';
COMMENT ON COLUMN compat.gdelt_events.NumArticles IS 'Number of articles.';
COMMENT ON COLUMN compat.gdelt_events.AvgTone IS 'Not measured: NULL.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_Type IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_FullName IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_CountryCode IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_ADM1Code IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_ADM2Code IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_Lat IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_Long IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor1Geo_FeatureID IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_Type IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_FullName IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_CountryCode IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_ADM1Code IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_ADM2Code IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_Lat IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_Long IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.Actor2Geo_FeatureID IS 'Not known: NULL. GDELT has the place named nearest to the actor; we know where the event was: ActionGeo.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_Type IS '1 country, 2 state of the USA, 3 city of the USA, 4 other city, 5 other state or region; NULL where the place is not known.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_FullName IS 'Name of the place; GDELT adds division and country.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_CountryCode IS 'Country where it happened, FIPS 10-4; events.country has ISO alpha-3.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_ADM1Code IS 'Of a country its FIPS code; of other places NULL, for FIPS codes of divisions are not known: entities.admin1_code has ISO 3166-2.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_ADM2Code IS 'Not known: NULL.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_Lat IS 'Latitude of the place; NULL for countries.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_Long IS 'Longitude of the place; NULL for countries.';
COMMENT ON COLUMN compat.gdelt_events.ActionGeo_FeatureID IS 'Not known: NULL. It is a number of GNS or GNIS, not of GeoNames, which entities.geonames_id has.';
COMMENT ON COLUMN compat.gdelt_events.DATEADDED IS 'When this warehouse read the first article that reports it, UTC, YYYYMMDDHHMMSS.';
COMMENT ON COLUMN compat.gdelt_events.SOURCEURL IS 'Address of the first article that reports it, else where it lies below raw/.';
