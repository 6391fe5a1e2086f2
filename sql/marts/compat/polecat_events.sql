-- Reports of events in the forty columns of POLECAT's published files, names with blanks as there. Only what is told as having happened, as POLECAT does.
CREATE OR REPLACE VIEW compat.polecat_events AS
WITH countries AS (
    SELECT e.code AS country, min(e.name) AS name, min(i.value) AS cow
    FROM main.entities AS e LEFT JOIN main.entity_identifiers AS i ON i.entity_id = e.entity_id AND i.scheme = 'cow' AND i.valid_to IS NULL
    WHERE e.type = 'GPE' AND e.code IS NOT NULL GROUP BY e.code
), sides AS (
    SELECT p.event_mention_id, p.role IN ('actor', 'participant') AS acts,
        coalesce(string_agg(coalesce(e.name, p.code, p.text), '; ' ORDER BY p.ord), 'None') AS names,
        string_agg(c.name, '; ' ORDER BY p.ord) AS countries, string_agg(c.cow, '; ' ORDER BY p.ord) AS cows,
        list(coalesce(p.sector, e.sector) ORDER BY p.ord) FILTER (coalesce(p.sector, e.sector) IS NOT NULL) AS sectors,
        string_agg(t.role_text, '; ' ORDER BY p.ord) AS titles, string_agg(p.text, '; ' ORDER BY p.ord) AS raw
    FROM main.event_participants AS p
    JOIN main.event_mentions AS m USING (event_mention_id)
    LEFT JOIN main.entities AS e ON e.entity_id = p.entity_id
    LEFT JOIN countries AS c ON c.country = coalesce(p.country, e.country)
    LEFT JOIN main.entity_mentions AS t ON t.article_id = m.article_id AND t.start_char = p.start_char AND t.end_char = p.end_char
    WHERE p.role <> 'place'
    GROUP BY ALL
), named AS (
    SELECT d.article_id, string_agg(e.name, '; ' ORDER BY e.name) FILTER (e.type = 'PER') AS people,
        string_agg(e.name, '; ' ORDER BY e.name) FILTER (e.type = 'ORG') AS organisations,
        string_agg(e.name, '; ' ORDER BY e.name) FILTER (e.type IN ('GPE', 'LOC')) AS locations
    FROM (SELECT DISTINCT article_id, entity_id FROM main.entity_mentions) AS d JOIN main.entities AS e USING (entity_id)
    GROUP BY d.article_id
)
SELECT
    m.event_mention_id AS "Event ID",
    m.date_start AS "Event Date",
    m.event_type AS "Event Type",
    m.event_mode AS "Event Mode",
    m.intensity AS "Intensity",
    CASE m.quad_class WHEN 1 THEN 'VERBAL COOPERATION' WHEN 2 THEN 'MATERIAL COOPERATION' WHEN 3 THEN 'VERBAL CONFLICT' WHEN 4 THEN 'MATERIAL CONFLICT' END AS "Quad Code",
    nullif(array_to_string(m.contexts, '; '), '') AS "Contexts",
    x.names AS "Actor Name",
    x.countries AS "Actor Country",
    x.cows AS "Actor COW",
    x.sectors[1] AS "Primary Actor Sector",
    array_to_string(x.sectors, '; ') AS "Actor Sectors",
    x.titles AS "Actor Title",
    x.raw AS "Actor Name Raw",
    NULL::VARCHAR AS "Wikipedia Actor ID",
    y.names AS "Recipient Name",
    y.countries AS "Recipient Country",
    y.cows AS "Recipient COW",
    y.sectors[1] AS "Primary Recipient Sector",
    array_to_string(y.sectors, '; ') AS "Recipient Sectors",
    y.titles AS "Recipient Title",
    y.raw AS "Recipient Name Raw",
    NULL::VARCHAR AS "Wikipedia Recipient ID",
    l.name AS "Placename",
    CASE WHEN m.place_precision IN ('city', 'point') THEN l.name END AS "City",
    NULL::VARCHAR AS "District",
    CASE WHEN m.place_precision IN ('admin1', 'region') THEN l.name END AS "Province",
    c.name AS "Country",
    l.latitude AS "Latitude",
    l.longitude AS "Longitude",
    l.geonames_id AS "GeoNames ID",
    m.place_text AS "Raw Placename",
    NULL::VARCHAR AS "Feature Type",
    coalesce(s.name, a.source_id) AS "Source",
    a.published_on AS "Publication Date",
    n.people AS "Story People",
    n.organisations AS "Story Organizations",
    n.locations AS "Story Locations",
    a.lang AS "Language",
    (SELECT value FROM main._meta WHERE key = 'version') AS "Version"
FROM main.event_mentions AS m
JOIN main.articles AS a USING (article_id)
LEFT JOIN main.sources AS s ON s.source_id = a.source_id
LEFT JOIN sides AS x ON x.event_mention_id = m.event_mention_id AND x.acts
LEFT JOIN sides AS y ON y.event_mention_id = m.event_mention_id AND NOT y.acts
LEFT JOIN main.entities AS l ON l.entity_id = m.place_entity_id
LEFT JOIN main.events AS v ON v.event_id = m.event_id
LEFT JOIN countries AS c ON c.country = coalesce(l.country, v.country)
LEFT JOIN named AS n ON n.article_id = m.article_id
WHERE m.realis = 'actual';
COMMENT ON VIEW compat.polecat_events IS 'One row a report of an event that is told as having happened, in the forty columns of POLECAT; several parties stand in one cell, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Event ID" IS 'Id of the report in event_mentions: POLECAT has one row a report.';
COMMENT ON COLUMN compat.polecat_events."Event Date" IS 'First day of the event; NULL where unknown.';
COMMENT ON COLUMN compat.polecat_events."Event Type" IS 'Type: POLECAT''s sixteen, and APPOINT, and types of your own.';
COMMENT ON COLUMN compat.polecat_events."Event Mode" IS 'Mode within the type; ours are not all POLECAT''s.';
COMMENT ON COLUMN compat.polecat_events."Intensity" IS 'Intensity, -10 to +10, by our own table: ACCUSE is negative.';
COMMENT ON COLUMN compat.polecat_events."Quad Code" IS 'Class in POLECAT''s words; NULL for APPOINT.';
COMMENT ON COLUMN compat.polecat_events."Contexts" IS 'What it is about, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Actor Name" IS 'Names, divided by "; "; "None" where nobody is known.';
COMMENT ON COLUMN compat.polecat_events."Actor Country" IS 'Names of their countries, in English, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Actor COW" IS 'Correlates of War codes of these countries, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Primary Actor Sector" IS 'Sector of the first, in our own list of sectors.';
COMMENT ON COLUMN compat.polecat_events."Actor Sectors" IS 'Sectors, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Actor Title" IS 'Offices that stand beside the names, as written, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Actor Name Raw" IS 'The words of the text, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Wikipedia Actor ID" IS 'Not known: NULL. It is a title of Wikipedia; entities.wikidata_id has Wikidata''s number.';
COMMENT ON COLUMN compat.polecat_events."Recipient Name" IS 'Names, divided by "; "; "None" where nobody is known.';
COMMENT ON COLUMN compat.polecat_events."Recipient Country" IS 'Names of their countries, in English, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Recipient COW" IS 'Correlates of War codes of these countries, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Primary Recipient Sector" IS 'Sector of the first, in our own list of sectors.';
COMMENT ON COLUMN compat.polecat_events."Recipient Sectors" IS 'Sectors, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Recipient Title" IS 'Offices that stand beside the names, as written, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Recipient Name Raw" IS 'The words of the text, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Wikipedia Recipient ID" IS 'Not known: NULL. It is a title of Wikipedia; entities.wikidata_id has Wikidata''s number.';
COMMENT ON COLUMN compat.polecat_events."Placename" IS 'Name of the place.';
COMMENT ON COLUMN compat.polecat_events."City" IS 'Name of the place where it is a town.';
COMMENT ON COLUMN compat.polecat_events."District" IS 'Not known: NULL.';
COMMENT ON COLUMN compat.polecat_events."Province" IS 'Name of the place where it is a division or region; entities.admin1_code has the division of a town.';
COMMENT ON COLUMN compat.polecat_events."Country" IS 'Name of the country where it happened, in English.';
COMMENT ON COLUMN compat.polecat_events."Latitude" IS 'Latitude of the place.';
COMMENT ON COLUMN compat.polecat_events."Longitude" IS 'Longitude of the place.';
COMMENT ON COLUMN compat.polecat_events."GeoNames ID" IS 'GeoNames feature of the place.';
COMMENT ON COLUMN compat.polecat_events."Raw Placename" IS 'Words that name the place.';
COMMENT ON COLUMN compat.polecat_events."Feature Type" IS 'Not known: NULL.';
COMMENT ON COLUMN compat.polecat_events."Source" IS 'Name of the outlet.';
COMMENT ON COLUMN compat.polecat_events."Publication Date" IS 'Day of publication.';
COMMENT ON COLUMN compat.polecat_events."Story People" IS 'Persons whom the article names, divided by "; ".';
COMMENT ON COLUMN compat.polecat_events."Story Organizations" IS 'Organisations that it names.';
COMMENT ON COLUMN compat.polecat_events."Story Locations" IS 'Places that it names.';
COMMENT ON COLUMN compat.polecat_events."Language" IS 'Language of the article, BCP 47; POLECAT has its English name.';
COMMENT ON COLUMN compat.polecat_events."Version" IS 'Version of this file.';
