-- Names of the parties of each event for its label: countries and organisations with a code as most of its reports place them, others
-- (persons last) as its lead mention does.
WITH told AS (
    SELECT u.event_id, p.ord, CASE WHEN p.role = 'recipient' THEN 'recipient' ELSE 'actor' END AS role, p.code,
        coalesce(CASE WHEN g.type = 'ORG' THEN g.code END, g.name, p.code, p.country, p.text) AS name,
        coalesce(g.type = 'GPE', false) AS is_country, coalesce(g.type = 'PER', false) AS is_person, p.article_id = s.lead_article_id AND p.event_no = s.lead_no AS is_lead
    FROM event_units AS u
    JOIN event_summaries AS s USING (event_id)
    JOIN party_rows AS p ON p.article_id = u.article_id AND p.event_no = u.no
    LEFT JOIN main.entities AS g ON g.entity_id = p.entity_id
    WHERE p.role <> 'place' AND p.basis <> 'default'
),
named AS (  -- a government, an army and their country are one party: the country's name stands for them
    SELECT event_id, code, first(name ORDER BY is_country DESC, n DESC, name) AS name
    FROM (SELECT event_id, code, name, is_country, count(*) AS n FROM told WHERE code IS NOT NULL AND name IS NOT NULL GROUP BY ALL)
    GROUP BY event_id, code
),
coded AS (
    SELECT event_id, n.name, role, count(*) AS n, bool_or(is_lead) AS is_lead, min(ord) AS ord,
        row_number() OVER (PARTITION BY event_id, n.name ORDER BY count(*) DESC, bool_or(is_lead) DESC, role) AS place
    FROM told JOIN named AS n USING (event_id, code) GROUP BY event_id, n.name, role
)
SELECT event_id, role, name, false AS is_person, is_lead, n, ord FROM coded WHERE place = 1
UNION ALL
SELECT event_id, role, name, is_person, true, 1, ord FROM told WHERE code IS NULL AND name IS NOT NULL AND is_lead
ORDER BY event_id, is_person, is_lead DESC, n DESC, ord, name;
