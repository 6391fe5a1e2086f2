-- Names that were joined: of each entity the longest name in each article, beside the one in its earliest article. The id is that of the
-- two mentions, and language and outlet are those of the later one; two languages stand as `ar-en`.
CREATE OR REPLACE TEMP TABLE population AS
WITH member AS (
    SELECT m.entity_id, m.mention_id, m.article_id, a.lang, a.source_id, a.published_on
    FROM main.entity_mentions AS m JOIN main.articles AS a USING (article_id)
    WHERE m.entity_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY m.entity_id, m.article_id ORDER BY length(m.text) DESC, m.start_char) = 1
), anchored AS (
    SELECT *, first_value(mention_id) OVER w AS anchor_id, first_value(lang) OVER w AS anchor_lang
    FROM member WINDOW w AS (PARTITION BY entity_id ORDER BY published_on NULLS LAST, article_id)
)
SELECT n.mention_id || ' ' || n.anchor_id AS id,
    CASE WHEN n.lang = n.anchor_lang THEN n.lang ELSE least(n.lang, n.anchor_lang) || '-' || greatest(n.lang, n.anchor_lang) END AS lang,
    n.source_id AS source, e.type
FROM anchored AS n JOIN main.entities AS e USING (entity_id) WHERE n.mention_id <> n.anchor_id;
