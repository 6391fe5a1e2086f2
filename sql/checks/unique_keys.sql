-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
-- table: articles
-- No two rows share a key.
SELECT 'sources' AS what, concat_ws(' ', source_id) AS id, count(*) || ' rows share it' AS detail
FROM sources GROUP BY source_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'articles' AS what, concat_ws(' ', article_id) AS id, count(*) || ' rows share it' AS detail
FROM articles GROUP BY article_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'article_locations' AS what, concat_ws(' ', article_id, uri) AS id, count(*) || ' rows share it' AS detail
FROM article_locations GROUP BY article_id, uri HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'article_lines' AS what, concat_ws(' ', article_id, line_no) AS id, count(*) || ' rows share it' AS detail
FROM article_lines GROUP BY article_id, line_no HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'entities' AS what, concat_ws(' ', entity_id) AS id, count(*) || ' rows share it' AS detail
FROM entities GROUP BY entity_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'entity_aliases' AS what, concat_ws(' ', entity_id, alias, lang, kind) AS id, count(*) || ' rows share it' AS detail
FROM entity_aliases GROUP BY entity_id, alias, lang, kind HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'entity_identifiers' AS what, concat_ws(' ', entity_id, scheme, value, valid_from) AS id, count(*) || ' rows share it' AS detail
FROM entity_identifiers GROUP BY entity_id, scheme, value, valid_from HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'judgements' AS what, concat_ws(' ', file, line_no) AS id, count(*) || ' rows share it' AS detail
FROM judgements GROUP BY file, line_no HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'entity_mentions' AS what, concat_ws(' ', mention_id) AS id, count(*) || ' rows share it' AS detail
FROM entity_mentions GROUP BY mention_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'date_mentions' AS what, concat_ws(' ', date_mention_id) AS id, count(*) || ' rows share it' AS detail
FROM date_mentions GROUP BY date_mention_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'quotes' AS what, concat_ws(' ', quote_id) AS id, count(*) || ' rows share it' AS detail
FROM quotes GROUP BY quote_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'quote_groups' AS what, concat_ws(' ', quote_group_id) AS id, count(*) || ' rows share it' AS detail
FROM quote_groups GROUP BY quote_group_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'event_mentions' AS what, concat_ws(' ', event_mention_id) AS id, count(*) || ' rows share it' AS detail
FROM event_mentions GROUP BY event_mention_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'event_participants' AS what, concat_ws(' ', event_mention_id, ord) AS id, count(*) || ' rows share it' AS detail
FROM event_participants GROUP BY event_mention_id, ord HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'events' AS what, concat_ws(' ', event_id) AS id, count(*) || ' rows share it' AS detail
FROM events GROUP BY event_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'event_links' AS what, concat_ws(' ', event_mention_id) AS id, count(*) || ' rows share it' AS detail
FROM event_links GROUP BY event_mention_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'event_differences' AS what, concat_ws(' ', event_id, field, value) AS id, count(*) || ' rows share it' AS detail
FROM event_differences GROUP BY event_id, field, value HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'stories' AS what, concat_ws(' ', story_id) AS id, count(*) || ' rows share it' AS detail
FROM stories GROUP BY story_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'ingest_errors' AS what, concat_ws(' ', uri, stage, error_code) AS id, count(*) || ' rows share it' AS detail
FROM ingest_errors GROUP BY uri, stage, error_code HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'runs' AS what, concat_ws(' ', run_id) AS id, count(*) || ' rows share it' AS detail
FROM runs GROUP BY run_id HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'run_figures' AS what, concat_ws(' ', run_id, source_id, lang, measure) AS id, count(*) || ' rows share it' AS detail
FROM run_figures GROUP BY run_id, source_id, lang, measure HAVING count(*) > 1
UNION ALL BY NAME
SELECT 'id_changes' AS what, concat_ws(' ', kind, old_id, new_id, since_version) AS id, count(*) || ' rows share it' AS detail
FROM id_changes GROUP BY kind, old_id, new_id, since_version HAVING count(*) > 1
UNION ALL BY NAME
SELECT '_meta' AS what, concat_ws(' ', key) AS id, count(*) || ' rows share it' AS detail
FROM _meta GROUP BY key HAVING count(*) > 1;
