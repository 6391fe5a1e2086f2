-- Where somebody is named, in whatever spelling.
CREATE OR REPLACE MACRO mentions_of(who) AS TABLE
SELECT a.published_on, a.source_id, a.lang, m.text AS spelling, m.role_text,
    passage(a.text, m.start_char, m.end_char, 60) AS passage, a.uri, m.article_id, m.start_char, m.end_char, m.score, m.mention_id
FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id)
WHERE m.entity_id = entity_id_of(who)
ORDER BY a.published_on, m.article_id, m.start_char;
COMMENT ON MACRO TABLE mentions_of IS 'Every place where somebody (any spelling, or an id) is named, with 60 characters around it, by day.';
