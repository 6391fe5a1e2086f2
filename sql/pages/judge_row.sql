-- What a judgement may be about, by its id: where it stands, and what the warehouse holds of it now. An event stands for its first report.
WITH reports AS (
    SELECT m.*, p.name AS place FROM event_mentions AS m LEFT JOIN entities AS p ON p.entity_id = m.place_entity_id
    JOIN articles AS a ON a.article_id = m.article_id
    WHERE m.event_mention_id = $id OR m.event_id = $id
    ORDER BY a.published_on NULLS LAST, a.uri, m.start_char, m.event_mention_id LIMIT 1
),
found AS (
    SELECT 'quote' AS kind, q.quote_id AS id, q.article_id, q.start_char, q.end_char, NULL AS event_id,
        [{'what': 'speaker', 'value': coalesce(e.name, q.speaker_text, 'nobody named')}, {'what': 'cue', 'value': q.cue_text},
            {'what': 'told as', 'value': q.kind}] AS held
    FROM quotes AS q LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id WHERE q.quote_id = $id
    UNION ALL
    SELECT 'event', r.event_mention_id, r.article_id, r.start_char, r.end_char, r.event_id,
        [{'what': 'type', 'value': r.event_type || coalesce('/' || r.event_mode, '')}, {'what': 'told by', 'value': r.trigger_text}, {'what': 'realis', 'value': r.realis},
         {'what': 'date', 'value': CASE WHEN r.date_start = r.date_end THEN r.date_start::VARCHAR ELSE r.date_start || ' to ' || r.date_end END}]
        || coalesce((SELECT list({'what': x.role, 'value': coalesce(n.name, x.code, x.text)} ORDER BY x.ord)
            FROM event_participants AS x LEFT JOIN entities AS n USING (entity_id) WHERE x.event_mention_id = r.event_mention_id), [])
    FROM reports AS r
    UNION ALL
    SELECT 'name', m.mention_id, m.article_id, m.start_char, m.end_char, NULL,
        [{'what': 'means', 'value': e.name}, {'what': 'type', 'value': m.type}]
    FROM entity_mentions AS m LEFT JOIN entities AS e USING (entity_id) WHERE m.mention_id = $id
    UNION ALL
    SELECT 'date', d.date_mention_id, d.article_id, d.start_char, d.end_char, NULL,
        [{'what': 'date', 'value': CASE WHEN d.date_start = d.date_end THEN d.date_start::VARCHAR ELSE d.date_start || ' to ' || d.date_end END}]
    FROM date_mentions AS d WHERE d.date_mention_id = $id
    UNION ALL
    SELECT 'line', l.article_id, l.article_id, l.start_char, l.end_char, NULL,
        [{'what': 'role', 'value': l.role}, {'what': 'kept', 'value': CASE WHEN l.kept THEN 'yes' ELSE 'no' END}, {'what': 'why', 'value': l.reason}]
    FROM article_lines AS l WHERE l.article_id = $id AND l.line_no = $line
    UNION ALL
    SELECT 'article', a.article_id, a.article_id, 0, 0, NULL, [{'what': 'published', 'value': a.published_on::VARCHAR}]
    FROM articles AS a WHERE a.article_id = $id AND $line IS NULL
)
SELECT f.kind, f.id, f.article_id, f.start_char, f.end_char, f.event_id, list_filter(f.held, lambda h: h.value IS NOT NULL) AS held, a.title, a.uri, a.lang,
    a.source_id, a.published_on, substr(a.text, greatest(f.start_char - 160, 0) + 1, least(160, f.start_char)) AS before,
    span(a.text, f.start_char, f.end_char) AS words, substr(a.text, f.end_char + 1, 160) AS behind
FROM found AS f JOIN articles AS a USING (article_id) LIMIT 1;
