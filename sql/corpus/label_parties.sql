-- Names of the parties of each event's lead mention: codes by their entity's name, persons where no body is named.
WITH told AS (
    SELECT s.event_id, p.ord, p.role, coalesce(CASE WHEN g.type = 'ORG' THEN g.code END, g.name, p.code, p.country, p.text) AS name, g.type = 'PER' AS is_person, p.code
    FROM event_summaries AS s JOIN party_rows AS p ON p.article_id = s.lead_article_id AND p.event_no = s.lead_no
    LEFT JOIN main.entities AS g ON g.entity_id = p.entity_id
    WHERE p.role <> 'place' AND p.basis <> 'default'
)
SELECT event_id, role, name FROM told
WHERE name IS NOT NULL
ORDER BY event_id, coalesce(is_person, false), ord;
