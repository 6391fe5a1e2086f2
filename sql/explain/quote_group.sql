-- The utterances of one statement, the earliest first: where they stand, in whose mouth, and how their words relate to the others.
SELECT min(q.quote_id) AS quote_id, q.utterance_id, a.source_id, a.uri, a.published_on, any_value(q.lang) AS lang,
    any_value(q.relation) AS relation, any_value(q.speaker_text) AS speaker_text, any_value(e.name) AS speaker_name,
    string_agg(q.text, ' … ' ORDER BY q.segment_no) AS text
FROM quotes AS q JOIN articles AS a USING (article_id) LEFT JOIN entities AS e ON e.entity_id = q.speaker_entity_id
WHERE q.quote_group_id = $quote_group_id
GROUP BY q.utterance_id, a.source_id, a.uri, a.published_on
ORDER BY a.published_on NULLS LAST, a.uri, q.utterance_id;
