-- Names that were kept apart although they look alike: pairs of entities of one type whose names share a word of three letters or more that
-- at most thirty entities bear. Each stands for itself with the longest name in its earliest article.
CREATE OR REPLACE TEMP TABLE population AS
WITH word AS (
    SELECT DISTINCT l.entity_id, e.type, unnest(regexp_split_to_array(strip_accents(lower(l.alias)), '[\s\-]+')) AS word
    FROM main.entity_aliases AS l JOIN main.entities AS e USING (entity_id) WHERE l.kind IN ('name', 'surname')
), telling AS (
    SELECT entity_id, type, word FROM word WHERE length(word) > 2
    QUALIFY count(*) OVER (PARTITION BY type, word) BETWEEN 2 AND 30
), pair AS (
    SELECT DISTINCT x.entity_id, y.entity_id AS other_id, x.type
    FROM telling AS x JOIN telling AS y ON x.type = y.type AND x.word = y.word AND x.entity_id < y.entity_id
), shown AS (
    SELECT m.entity_id, m.mention_id, a.lang, a.source_id
    FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id)
    WHERE m.entity_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY m.entity_id ORDER BY a.published_on NULLS LAST, m.article_id, length(m.text) DESC, m.start_char) = 1
)
SELECT x.mention_id || ' ' || y.mention_id AS id,
    CASE WHEN x.lang = y.lang THEN x.lang ELSE least(x.lang, y.lang) || '-' || greatest(x.lang, y.lang) END AS lang,
    x.source_id AS source, p.type
FROM pair AS p JOIN shown AS x ON x.entity_id = p.entity_id JOIN shown AS y ON y.entity_id = p.other_id;
