-- What people decided by hand about a quote, a report, a date, a line or a publication.
SELECT entity_id, value_entity_id, kind, target, value, lang, judged_by, judged_on, why FROM judgements
WHERE status = 'applied' AND article_id = $article_id AND (item_id = $item OR value_item_id = $item OR (item_id IS NULL AND $item = $article_id))
ORDER BY judged_on, file, line_no LIMIT 200;
