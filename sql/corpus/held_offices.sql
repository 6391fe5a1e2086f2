-- Offices whose holder the document names: what corroborates a surname.
SELECT r.article_id, r.holder_no, r.office, r.country, o.lexicon_id AS body
FROM evidence.roles AS r
JOIN main.articles USING (article_id)
LEFT JOIN read_entities AS o ON o.article_id = r.article_id AND o.no = r.organisation_no
WHERE r.holder_no IS NOT NULL AND r.office IS NOT NULL AND NOT r.is_plural
ORDER BY r.article_id, r.no;
