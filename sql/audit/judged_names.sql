-- Where the names $ids stand, as a row of the overrides says it.
SELECT m.mention_id AS id, m.text AS name, a.source_id AS source, a.uri AS document, m.start_char AS start
FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id)
WHERE list_contains($ids, m.mention_id);
