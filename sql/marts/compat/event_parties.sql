-- One party for each side of an event, for tables that have room for one: the party with a code before the one without, then the one that most reports
-- name, then the one that stands first; reports that disagree on the side of a party are outvoted. An event without a recipient has its second participant on the second side.
CREATE OR REPLACE VIEW compat.event_parties AS
WITH named AS (
    SELECT m.event_id, CASE WHEN x.role IN ('actor', 'participant') THEN 1 ELSE 2 END AS side, coalesce(x.entity_id, x.code, x.text) AS party,
        min(x.entity_id) AS entity_id, min(x.code) AS code, min(x.country) AS country, min(x.sector) AS sector, min(x.text) AS text, count(*) AS n_reports,
        min(x.ord) AS ord
    FROM main.event_participants AS x JOIN main.event_mentions AS m USING (event_mention_id)
    WHERE x.role IN ('actor', 'participant', 'recipient', 'host')
    GROUP BY m.event_id, side, party
    QUALIFY row_number() OVER (PARTITION BY m.event_id, party ORDER BY count(*) DESC, side) = 1
), placed AS (
    SELECT n.*, row_number() OVER (PARTITION BY n.event_id, n.side ORDER BY n.code IS NULL, n.n_reports DESC, n.ord, n.party) AS place,
        count(*) FILTER (n.side = 2) OVER (PARTITION BY n.event_id) AS n_recipients
    FROM named AS n
), chosen AS (
    SELECT p.*, CASE WHEN p.place = 1 THEN p.side ELSE 2 END AS actor_no FROM placed AS p
    WHERE p.place = 1 OR (p.place = 2 AND p.side = 1 AND p.n_recipients = 0)
)
SELECT c.event_id, c.actor_no, c.entity_id, coalesce(e.name, c.code, c.text) AS name, coalesce(c.country, e.country) AS country,
    CASE coalesce(c.country, e.country) WHEN 'ROU' THEN 'ROM' WHEN 'TLS' THEN 'TMP' ELSE coalesce(c.country, e.country) END AS cameo_country,
    k.value AS cameo_code, coalesce(c.sector, e.sector) AS sector,
    CASE coalesce(c.sector, e.sector) WHEN 'PARTY' THEN 'PTY' WHEN 'POL' THEN 'COP' WHEN 'CIV' THEN 'CVL' WHEN 'REL' THEN NULL
        ELSE coalesce(c.sector, e.sector) END AS cameo_type
FROM chosen AS c
LEFT JOIN main.entities AS e USING (entity_id)
LEFT JOIN (
    SELECT i.entity_id, min(i.value) AS value FROM main.entity_identifiers AS i WHERE i.scheme = 'cameo' AND i.value LIKE 'IGO%' GROUP BY i.entity_id
) AS k USING (entity_id);
COMMENT ON VIEW compat.event_parties IS 'One row an event and a side of it (1 who acts, 2 to whom), with the one party that stands for the side: what GDELT has room for. All parties: main.event_participants.';
COMMENT ON COLUMN compat.event_parties.event_id IS 'Event, as in main.events.';
COMMENT ON COLUMN compat.event_parties.actor_no IS '1: actor or first participant; 2: recipient or host, else the second participant.';
COMMENT ON COLUMN compat.event_parties.entity_id IS 'The party; NULL where it is no entity.';
COMMENT ON COLUMN compat.event_parties.name IS 'Its name, else its code, else the words for it.';
COMMENT ON COLUMN compat.event_parties.country IS 'Country for which it acts, ISO alpha-3.';
COMMENT ON COLUMN compat.event_parties.cameo_country IS 'The same as CAMEO writes it: ROM and TMP differ.';
COMMENT ON COLUMN compat.event_parties.cameo_code IS 'CAMEO code of an international organisation, such as IGOUNO.';
COMMENT ON COLUMN compat.event_parties.sector IS 'Sector in which it acts.';
COMMENT ON COLUMN compat.event_parties.cameo_type IS 'The sector as CAMEO writes it: PTY, COP and CVL for PARTY, POL and CIV; none for REL.';
