-- Who takes part in each event, by all its reports: names for reading, and one party a side for tables that have room for one. That is the party with a
-- code before the one without, then the one that most reports name, then the one that stands first; where reports disagree on the side of a party, the
-- most decide. An event without a recipient has its second participant on the second side.
INSERT INTO main.event_parties BY NAME
WITH sided AS (
    SELECT m.event_id, CASE WHEN x.role IN ('actor', 'participant') THEN 1 ELSE 2 END AS side, coalesce(x.entity_id, x.code, x.text) AS party,
        min(x.entity_id) AS entity_id, min(x.code) AS code, min(x.country) AS country, min(x.sector) AS sector, min(x.text) AS text,
        count(*) AS n_reports, min(x.ord) AS ord
    FROM main.event_participants AS x JOIN main.event_mentions AS m USING (event_mention_id)
    WHERE x.role IN ('actor', 'participant', 'recipient', 'host') AND m.event_id IS NOT NULL
    GROUP BY m.event_id, side, party
), named AS (
    SELECT s.event_id, s.side, s.party, s.entity_id, coalesce(e.name, s.code, s.text) AS name, s.code, coalesce(s.country, e.country) AS country,
        coalesce(s.sector, e.sector) AS sector, s.n_reports, s.ord
    FROM sided AS s LEFT JOIN main.entities AS e USING (entity_id)
), read_as AS (
    SELECT event_id, list(name ORDER BY name) FILTER (side = 1) AS actors, list(name ORDER BY name) FILTER (side = 2) AS recipients
    FROM (SELECT DISTINCT event_id, side, name FROM named WHERE name IS NOT NULL) GROUP BY event_id
), placed AS (
    SELECT n.*, row_number() OVER (PARTITION BY n.event_id, n.side ORDER BY n.code IS NULL, n.n_reports DESC, n.ord, n.party) AS place,
        count(*) FILTER (n.side = 2) OVER (PARTITION BY n.event_id) AS n_recipients
    FROM (SELECT * FROM named QUALIFY row_number() OVER (PARTITION BY event_id, party ORDER BY n_reports DESC, side) = 1) AS n
), chosen AS (
    SELECT p.event_id, struct_pack(entity_id := p.entity_id, name := p.name, country := p.country, sector := p.sector) AS party,
        CASE WHEN p.place = 1 THEN p.side ELSE 2 END AS side
    FROM placed AS p WHERE p.place = 1 OR (p.place = 2 AND p.side = 1 AND p.n_recipients = 0)
), reported AS (
    SELECT m.event_id, arg_min(m.article_id, (coalesce(a.published_on, DATE '9999-12-31'), m.article_id)) AS first_article_id,
        bool_or(m.in_title OR m.start_char < b.end_char) AS is_lead
    FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id)
    LEFT JOIN (
        SELECT article_id, min(end_char) AS end_char FROM main.article_lines WHERE kept AND role = 'body' GROUP BY article_id
    ) AS b USING (article_id)
    GROUP BY m.event_id
)
SELECT v.event_id, r.actors, r.recipients,
    one.party.entity_id AS actor_entity_id, one.party.name AS actor_name, one.party.country AS actor_country, one.party.sector AS actor_sector,
    two.party.entity_id AS recipient_entity_id, two.party.name AS recipient_name, two.party.country AS recipient_country,
    two.party.sector AS recipient_sector, f.first_article_id, coalesce(f.is_lead, false) AS is_lead
FROM main.events AS v
LEFT JOIN read_as AS r USING (event_id)
LEFT JOIN chosen AS one ON one.event_id = v.event_id AND one.side = 1
LEFT JOIN chosen AS two ON two.event_id = v.event_id AND two.side = 2
LEFT JOIN reported AS f ON f.event_id = v.event_id
ORDER BY v.event_id;
