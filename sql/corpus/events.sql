-- Event mentions, their parties and numbers; the events that they report.
INSERT INTO main.events BY NAME
WITH counts AS (
    SELECT u.event_id, count(*) AS n_mentions, count(DISTINCT e.article_id) AS n_articles, count(DISTINCT e.source_id) AS n_sources,
        count(DISTINCT e.lang) AS n_langs
    FROM event_units AS u JOIN event_rows AS e USING (article_id, no) GROUP BY u.event_id
)
SELECT s.event_id, e.event_type, e.event_mode, e.cameo_root, e.quad_class, e.intensity, s.realis, s.date_start, s.date_end,
    s.date_precision, s.date_basis, s.place_entity_id, g.country, s.certainty, s.n_narrated, s.n_attributed, s.n_denied,
    s.parent_event_id, s.fulfils_event_id, c.n_mentions, c.n_articles, c.n_sources, c.n_langs
FROM event_summaries AS s
JOIN event_rows AS e ON e.article_id = s.lead_article_id AND e.no = s.lead_no
JOIN counts AS c ON c.event_id = s.event_id
LEFT JOIN main.entities AS g ON g.entity_id = s.place_entity_id
ORDER BY s.event_id;

INSERT INTO main.event_mentions BY NAME
SELECT e.event_mention_id, u.event_id, e.article_id, e.start AS start_char, e."end" AS end_char, e.text, e.trigger_text,
    e.trigger_start AS trigger_start_char, e.trigger_end AS trigger_end_char, e.event_type, e.event_mode, e.cameo_root, e.quad_class,
    e.intensity, e.contexts, e.realis, e.realis_basis, e.attribution, q.quote_id, e.date_start, e.date_end, e.date_precision, e.date_text,
    if(e.date_start IS NULL, 'none', e.date_basis) AS date_basis, -- the day of an article that has none is no basis
    e.any_place_id AS place_entity_id, e.place_text, e.place_precision, e.in_title, e.rule_id, round(e.score, 3) AS score,
    coalesce(v.extractor_version, '') AS extractor_version
FROM event_rows AS e
JOIN event_units AS u USING (article_id, no)
LEFT JOIN quote_rows AS q ON q.article_id = e.article_id AND q.no = e.quote_no
LEFT JOIN evidence.extractors AS v ON v.article_id = e.article_id
ORDER BY e.article_id, e.start, e.no;

INSERT INTO main.event_participants BY NAME
SELECT e.event_mention_id, p.ord, p.role, p.entity_id, p.code, p.country, p.sector, p.text, p.start AS start_char, p."end" AS end_char,
    p.basis
FROM party_rows AS p JOIN event_rows AS e ON e.article_id = p.article_id AND e.no = p.event_no
ORDER BY e.article_id, e.no, p.ord;

INSERT INTO main.event_numbers BY NAME
SELECT e.event_mention_id, n.measure, n.low, n.best, n.high, n.unit, n.qualifier, n.text, n.start AS start_char, n."end" AS end_char,
    n.rule_id, round(n.score, 3) AS score
FROM evidence.numbers AS n JOIN event_rows AS e ON e.article_id = n.article_id AND e.no = n.event_no
ORDER BY e.article_id, e.no, n.ord;

INSERT INTO main.event_links BY NAME
SELECT u.event_id, e.event_mention_id, o.event_mention_id AS other_event_mention_id, t.basis, round(t.score, 3) AS score, t.parties, t.company,
    t.date_relation, t.place_relation, t.number_relation
FROM event_ties AS t
JOIN event_rows AS e USING (article_id, no)
JOIN event_units AS u USING (article_id, no)
JOIN event_rows AS o ON o.article_id = t.other_article_id AND o.no = t.other_no
ORDER BY u.event_id, e.event_mention_id;
