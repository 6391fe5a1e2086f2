-- Who acts on whom, one row a report and a pair of an actor and a recipient.
SELECT m.event_mention_id, m.event_id, m.event_type, m.article_id, a.url, m.start_char, m.end_char, outgoing(m.text, m.article_id, $most) AS text,
    m.score, m.date_start::VARCHAR AS date_start, m.date_end::VARCHAR AS date_end, s.entity_id AS subject_id, o.entity_id AS object_id,
    substr(md5(concat_ws(' ', m.event_mention_id, s.entity_id, o.entity_id)), 1, 16) AS link_key,
    if(m.event_id IN (SELECT id FROM reviewed), 'reviewed', 'machine') AS review
FROM main.event_mentions AS m JOIN main.articles AS a USING (article_id)
JOIN (SELECT DISTINCT event_mention_id, entity_id FROM main.event_participants WHERE role = 'actor') AS s USING (event_mention_id)
JOIN (SELECT DISTINCT event_mention_id, entity_id FROM main.event_participants WHERE role IN ('recipient', 'host')) AS o USING (event_mention_id)
JOIN main.entities AS x ON x.entity_id = s.entity_id AND x.type IN ('PER', 'ORG', 'GPE', 'LOC')
JOIN main.entities AS y ON y.entity_id = o.entity_id AND y.type IN ('PER', 'ORG', 'GPE', 'LOC')
WHERE s.entity_id <> o.entity_id
ORDER BY m.event_mention_id, s.entity_id, o.entity_id;
