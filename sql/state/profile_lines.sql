-- Which lines of each article stand on other articles of its source, and how: the profile that its cleaning is told. Text that is clean
-- already has none.
CREATE OR REPLACE TEMP VIEW profile_lines AS
SELECT k.article_id, p.recurrence, k.line_key FROM state.line_places AS k
JOIN state.versions AS v USING (article_id)
JOIN evidence.documents AS d ON d.article_id = k.article_id AND NOT d.is_clean_text
JOIN state.recurrences AS p ON p.source_id = v.source_id AND p.line_key = k.line_key AND NOT (p.is_headline AND k.is_head);
