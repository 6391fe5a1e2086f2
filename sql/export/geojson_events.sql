-- Events with the position of their place, the names of those who take part, and where they are reported.
SELECT e.event_id, e.event_type, e.event_mode, e.quad_class, e.intensity, e.realis, e.certainty, e.label, e.date_start::VARCHAR AS date_start,
    e.date_end::VARCHAR AS date_end, e.date_precision, e.date_basis, p.name AS place, e.country, p.latitude, p.longitude, x.actors, x.recipients,
    e.n_mentions, e.n_articles, e.n_sources, e.n_langs, e.first_reported_on::VARCHAR AS first_reported_on, m.sources, m.urls,
    if(e.event_id IN (SELECT id FROM reviewed), 'reviewed', 'machine') AS review
FROM main.events AS e LEFT JOIN main.entities AS p ON p.entity_id = e.place_entity_id
LEFT JOIN (
    SELECT r.event_id, list(DISTINCT a.source_id ORDER BY a.source_id) AS sources, list(DISTINCT a.url ORDER BY a.url) FILTER (a.url IS NOT NULL) AS urls
    FROM main.event_mentions AS r JOIN main.articles AS a USING (article_id) GROUP BY r.event_id
) AS m USING (event_id)
LEFT JOIN (
    SELECT r.event_id,
        list(DISTINCT coalesce(n.name, q.code, q.text) ORDER BY coalesce(n.name, q.code, q.text)) FILTER (q.role IN ('actor', 'participant')) AS actors,
        list(DISTINCT coalesce(n.name, q.code, q.text) ORDER BY coalesce(n.name, q.code, q.text)) FILTER (q.role IN ('recipient', 'host')) AS recipients
    FROM main.event_participants AS q JOIN main.event_mentions AS r USING (event_mention_id) LEFT JOIN main.entities AS n USING (entity_id)
    GROUP BY r.event_id
) AS x USING (event_id)
ORDER BY e.event_id;
