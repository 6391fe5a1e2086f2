-- Who said what, by whose mouth, where.
CREATE OR REPLACE VIEW v_quotes AS
SELECT
    q.quote_id, q.utterance_id, q.segment_no, q.quote_group_id, e.name AS speaker, q.speaker_entity_id, e.type AS speaker_type,
    e.country AS speaker_country, e.sector AS speaker_sector, q.speaker_text, q.speaker_mention_type, q.speaker_basis,
    r.name AS relayed_by, q.relayed_by_entity_id, q.relayed_by_text, q.text, q.kind, q.cue_text, q.cue_class, q.lang, q.in_title, q.relation,
    g.n_sources, g.n_langs, g.has_speaker_disagreement, a.published_on, a.source_id, coalesce(s.name, a.source_id) AS source, a.title, a.uri,
    a.duplicate_of IS NULL AS is_original, a.story_id, q.article_id, q.start_char, q.end_char, q.score
FROM main.quotes AS q
JOIN main.articles AS a USING (article_id)
LEFT JOIN main.sources AS s USING (source_id)
LEFT JOIN main.entities AS e ON e.entity_id = q.speaker_entity_id
LEFT JOIN main.entities AS r ON r.entity_id = q.relayed_by_entity_id
LEFT JOIN main.quote_groups AS g USING (quote_group_id);
COMMENT ON VIEW v_quotes IS 'One row a quote, with the names of who speaks and who passes it on, its statement across outlets, and its article.';
COMMENT ON COLUMN v_quotes.speaker IS 'Preferred name of who speaks; NULL where it cannot be told.';
COMMENT ON COLUMN v_quotes.speaker_type IS 'Type of the speaker: PER, ORG, GPE, LOC or MISC.';
COMMENT ON COLUMN v_quotes.speaker_country IS 'Country of the speaker, ISO alpha-3.';
COMMENT ON COLUMN v_quotes.speaker_sector IS 'Sector in which the speaker acts.';
COMMENT ON COLUMN v_quotes.relayed_by IS 'Preferred name of who passes the statement on.';
COMMENT ON COLUMN v_quotes.text IS 'The quoted words.';
COMMENT ON COLUMN v_quotes.n_sources IS 'Number of outlets that carry the statement.';
COMMENT ON COLUMN v_quotes.n_langs IS 'Number of languages in which it stands.';
COMMENT ON COLUMN v_quotes.source IS 'Name of the outlet, else its identifier.';
COMMENT ON COLUMN v_quotes.title IS 'Headline of the article.';
COMMENT ON COLUMN v_quotes.is_original IS 'Whether the article is no copy of another one.';
COMMENT ON COLUMN v_quotes.start_char IS 'Offset of the quoted words in articles.text.';
COMMENT ON COLUMN v_quotes.end_char IS 'Offset behind the quoted words.';
COMMENT ON COLUMN v_quotes.score IS 'Probability that span and speaker are right, 0 to 1.';
