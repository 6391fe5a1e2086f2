-- What users decided of an article, and of what stands in it; with $items, of these only: ids of quotes, reports and temporal expressions.
SELECT kind, role, value, item_id, judged_by, judged_on, why, file, line_no, status, reason
FROM judgements
WHERE article_id IS NOT NULL AND (article_id = $article_id OR item_id IN (SELECT unnest($items::VARCHAR[]))
    OR value_item_id IN (SELECT unnest($items::VARCHAR[])))
ORDER BY file, line_no;
