-- Other quotations that a quote might be one statement with: those that it is held to be one with (`is_one`), each, then the first of each other
-- statement of its speaker or its story; the first segment of each.
WITH here AS (
    SELECT q.quote_id, q.utterance_id, q.quote_group_id, q.speaker_entity_id, a.story_id
    FROM quotes AS q JOIN articles AS a USING (article_id) WHERE q.quote_id = $quote_id
),
near AS (
    SELECT q.quote_id, q.quote_group_id, q.article_id, q.text, q.lang, a.source_id, a.published_on, a.uri, q.start_char,
        q.quote_group_id IS NOT DISTINCT FROM h.quote_group_id AS is_one, coalesce(a.story_id = h.story_id, false) AS is_same_story
    FROM here AS h JOIN quotes AS q ON q.utterance_id <> h.utterance_id AND q.segment_no = 1 JOIN articles AS a ON a.article_id = q.article_id
    WHERE q.quote_group_id = h.quote_group_id OR q.speaker_entity_id = h.speaker_entity_id OR a.story_id = h.story_id
),
first AS (
    SELECT * FROM near
    QUALIFY is_one OR row_number() OVER (PARTITION BY quote_group_id ORDER BY published_on NULLS LAST, uri, start_char) = 1
)
SELECT quote_id, article_id, text, lang, source_id, published_on, is_one FROM first
QUALIFY row_number() OVER (PARTITION BY is_one ORDER BY is_same_story DESC, published_on NULLS LAST, uri, start_char) <= $most
ORDER BY is_one DESC, is_same_story DESC, published_on NULLS LAST, uri, start_char;
