-- Who says it first, and who carries it on? For statements in several outlets, the first article and how many days later the others followed.
-- On the samples: first_source = meridian-wire; carried_by = carthage-herald; n_translated = 0; mean_days_later = 1.0
-- On the samples: first_source = clippings; carried_by = sada-al-sahel; n_statements = 5; n_translated = 5
WITH carried AS (
    SELECT q.quote_group_id, a.source_id, min(a.published_on) AS day, bool_or(q.relation = 'translation') AS is_translated
    FROM quotes AS q JOIN articles AS a USING (article_id)
    WHERE q.quote_group_id IN (SELECT quote_group_id FROM quote_groups WHERE n_sources > 1)
    GROUP BY ALL
), ordered AS (
    SELECT *, first_value(source_id) OVER w AS first_source, first_value(day) OVER w AS first_day
    FROM carried WINDOW w AS (PARTITION BY quote_group_id ORDER BY day NULLS LAST, source_id)
)
SELECT first_source, source_id AS carried_by, count(*) AS n_statements, count(*) FILTER (is_translated) AS n_translated,
    round(avg(day - first_day), 1) AS mean_days_later
FROM ordered
WHERE source_id <> first_source
GROUP BY ALL
ORDER BY n_statements DESC, first_source, carried_by
LIMIT 100;
