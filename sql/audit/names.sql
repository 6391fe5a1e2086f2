-- The names that may be drawn: each row of entity_mentions.
CREATE OR REPLACE TEMP TABLE population AS
SELECT m.mention_id AS id, a.lang, a.source_id AS source, m.type FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id);
