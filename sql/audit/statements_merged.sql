-- Quotations that were joined to one statement: the first segment of each utterance, beside the earliest one of its group.
CREATE OR REPLACE TEMP TABLE population AS
WITH member AS (
    SELECT q.quote_group_id, q.quote_id, q.article_id, q.relation, a.lang, a.source_id, a.published_on
    FROM main.quotes AS q JOIN main.articles AS a USING (article_id)
    WHERE q.quote_group_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY q.utterance_id ORDER BY q.segment_no) = 1
), anchored AS (
    SELECT *, first_value(quote_id) OVER w AS anchor_id, first_value(lang) OVER w AS anchor_lang
    FROM member WINDOW w AS (PARTITION BY quote_group_id ORDER BY published_on NULLS LAST, article_id, quote_id)
)
SELECT quote_id || ' ' || anchor_id AS id,
    CASE WHEN lang = anchor_lang THEN lang ELSE least(lang, anchor_lang) || '-' || greatest(lang, anchor_lang) END AS lang,
    source_id AS source, coalesce(relation, 'single') AS type
FROM anchored WHERE quote_id <> anchor_id;
