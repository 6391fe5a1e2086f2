-- Who did what to whom, where and when, one row a report.
CREATE OR REPLACE VIEW event_reports AS
SELECT
    m.event_mention_id, m.event_id, m.event_type, m.event_mode, m.quad_class, m.realis, m.attribution,
    p.actors, p.recipients, m.date_start, m.date_end, m.date_basis, coalesce(e.name, m.place_text) AS place,
    m.text, a.source_id, a.published_on, a.lang, a.title, a.article_id, m.start_char, m.end_char, m.score
FROM main.event_mentions AS m
JOIN main.articles AS a USING (article_id)
LEFT JOIN main.entities AS e ON e.entity_id = m.place_entity_id
LEFT JOIN (
    SELECT p.event_mention_id,
        list(coalesce(n.name, p.code, p.text) ORDER BY p.ord) FILTER (p.role IN ('actor', 'participant')) AS actors,
        list(coalesce(n.name, p.code, p.text) ORDER BY p.ord) FILTER (p.role IN ('recipient', 'host')) AS recipients
    FROM main.event_participants AS p LEFT JOIN main.entities AS n USING (entity_id)
    GROUP BY p.event_mention_id
) AS p USING (event_mention_id);
COMMENT ON VIEW event_reports IS 'One row a report of an event, with the names of those who take part, its place and its article.';
COMMENT ON COLUMN event_reports.actors IS 'Names of actors and joint participants, in order.';
COMMENT ON COLUMN event_reports.recipients IS 'Names of recipients and hosts, in order.';
COMMENT ON COLUMN event_reports.place IS 'Name of the place, else the words for it.';
COMMENT ON COLUMN event_reports.text IS 'The clause that states the event.';
