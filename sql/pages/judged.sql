-- What people decided about somebody by hand.
SELECT entity_id, value_entity_id, kind, target, value, lang, judged_by, judged_on, why FROM judgements
WHERE status = 'applied' AND (list_contains($entity_ids::VARCHAR[], entity_id) OR list_contains($entity_ids::VARCHAR[], value_entity_id))
ORDER BY judged_on, file, line_no LIMIT 200;
