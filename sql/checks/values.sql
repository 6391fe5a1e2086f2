-- Written by `python -m pipeline.warehouse.dictionary` from columns.tsv; change it there.
-- table: articles
-- Columns with a fixed list of values hold no other, and scores are probabilities.
SELECT 'articles.lang_score' AS what, lang_score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM articles WHERE lang_score NOT BETWEEN 0 AND 1 GROUP BY lang_score
UNION ALL BY NAME
SELECT 'articles.tz_basis' AS what, tz_basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM articles WHERE tz_basis NOT IN ('given', 'source', 'assumed') GROUP BY tz_basis
UNION ALL BY NAME
SELECT 'articles.published_precision' AS what, published_precision::VARCHAR AS id, count(*) || ' rows' AS detail
FROM articles WHERE published_precision NOT IN ('minute', 'hour', 'day', 'week', 'month', 'year') GROUP BY published_precision
UNION ALL BY NAME
SELECT 'articles.published_basis' AS what, published_basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM articles WHERE published_basis NOT IN ('given', 'metadata', 'text', 'story', 'user', 'none') GROUP BY published_basis
UNION ALL BY NAME
SELECT 'article_lines.role' AS what, role::VARCHAR AS id, count(*) || ' rows' AS detail
FROM article_lines WHERE role NOT IN ('title', 'subtitle', 'body', 'subhead', 'list_item', 'byline', 'dateline', 'blank', 'repeated_title', 'navigation', 'share', 'date_stamp', 'credit', 'related_headline', 'caption', 'notice', 'advert', 'comment', 'other') GROUP BY role
UNION ALL BY NAME
SELECT 'article_lines.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM article_lines WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'entities.type' AS what, type::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entities WHERE type NOT IN ('PER', 'ORG', 'GPE', 'LOC', 'MISC') GROUP BY type
UNION ALL BY NAME
SELECT 'entities.sector' AS what, sector::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entities WHERE sector NOT IN ('GOV', 'MIL', 'OPP', 'REB', 'PARTY', 'LEG', 'JUD', 'POL', 'IGO', 'NGO', 'MED', 'BUS', 'EDU', 'REL', 'CIV') GROUP BY sector
UNION ALL BY NAME
SELECT 'entities.source' AS what, source::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entities WHERE source NOT IN ('lexicon', 'induced', 'user') GROUP BY source
UNION ALL BY NAME
SELECT 'entity_aliases.kind' AS what, kind::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entity_aliases WHERE kind NOT IN ('name', 'acronym', 'demonym', 'title', 'surname') GROUP BY kind
UNION ALL BY NAME
SELECT 'entity_aliases.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entity_aliases WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'judgements.kind' AS what, kind::VARCHAR AS id, count(*) || ' rows' AS detail
FROM judgements WHERE kind NOT IN ('same', 'different', 'alias', 'name', 'identifier', 'type', 'line', 'speaker', 'date', 'realis', 'participant', 'same_event', 'different_event', 'same_statement', 'different_statement', 'quote_span', 'event_span', 'event_trigger', 'name_span', 'quote_kind', 'event_type') GROUP BY kind
UNION ALL BY NAME
SELECT 'judgements.status' AS what, status::VARCHAR AS id, count(*) || ' rows' AS detail
FROM judgements WHERE status NOT IN ('applied', 'orphaned', 'refused') GROUP BY status
UNION ALL BY NAME
SELECT 'entity_mentions.type' AS what, type::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entity_mentions WHERE type NOT IN ('PER', 'ORG', 'GPE', 'LOC', 'MISC') GROUP BY type
UNION ALL BY NAME
SELECT 'entity_mentions.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM entity_mentions WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'date_mentions.precision' AS what, precision::VARCHAR AS id, count(*) || ' rows' AS detail
FROM date_mentions WHERE precision NOT IN ('minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'decade') GROUP BY precision
UNION ALL BY NAME
SELECT 'date_mentions.basis' AS what, basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM date_mentions WHERE basis NOT IN ('explicit', 'relative', 'user', 'none') GROUP BY basis
UNION ALL BY NAME
SELECT 'quotes.kind' AS what, kind::VARCHAR AS id, count(*) || ' rows' AS detail
FROM quotes WHERE kind NOT IN ('direct', 'mixed', 'indirect') GROUP BY kind
UNION ALL BY NAME
SELECT 'quotes.speaker_mention_type' AS what, speaker_mention_type::VARCHAR AS id, count(*) || ' rows' AS detail
FROM quotes WHERE speaker_mention_type NOT IN ('name', 'short_name', 'pronoun', 'role', 'document', 'collective', 'implicit', 'anonymous') GROUP BY speaker_mention_type
UNION ALL BY NAME
SELECT 'quotes.relation' AS what, relation::VARCHAR AS id, count(*) || ' rows' AS detail
FROM quotes WHERE relation NOT IN ('identical', 'near_duplicate', 'translation', 'partial', 'single', 'user') GROUP BY relation
UNION ALL BY NAME
SELECT 'quotes.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM quotes WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'event_mentions.event_type' AS what, event_type::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE event_type NOT IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT', 'APPOINT') AND NOT starts_with(event_type, 'x-') GROUP BY event_type
UNION ALL BY NAME
SELECT 'event_mentions.quad_class' AS what, quad_class::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE quad_class::VARCHAR NOT IN ('0', '1', '2', '3', '4') GROUP BY quad_class
UNION ALL BY NAME
SELECT 'event_mentions.realis' AS what, realis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE realis NOT IN ('actual', 'planned', 'requested', 'denied', 'hypothetical') GROUP BY realis
UNION ALL BY NAME
SELECT 'event_mentions.realis_basis' AS what, realis_basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE realis_basis NOT IN ('text', 'user') GROUP BY realis_basis
UNION ALL BY NAME
SELECT 'event_mentions.attribution' AS what, attribution::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE attribution NOT IN ('narrator', 'quoted', 'indirect') GROUP BY attribution
UNION ALL BY NAME
SELECT 'event_mentions.date_precision' AS what, date_precision::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE date_precision NOT IN ('minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'decade') GROUP BY date_precision
UNION ALL BY NAME
SELECT 'event_mentions.date_basis' AS what, date_basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE date_basis NOT IN ('explicit', 'relative', 'article', 'story', 'user', 'none') GROUP BY date_basis
UNION ALL BY NAME
SELECT 'event_mentions.place_precision' AS what, place_precision::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE place_precision NOT IN ('point', 'city', 'admin1', 'country', 'region') GROUP BY place_precision
UNION ALL BY NAME
SELECT 'event_mentions.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_mentions WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'event_participants.role' AS what, role::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_participants WHERE role NOT IN ('actor', 'recipient', 'participant', 'host', 'place') GROUP BY role
UNION ALL BY NAME
SELECT 'event_participants.basis' AS what, basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_participants WHERE basis NOT IN ('direct', 'coreference', 'quote_speaker', 'title', 'default', 'role_corpus', 'role_table', 'user') GROUP BY basis
UNION ALL BY NAME
SELECT 'event_numbers.measure' AS what, measure::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_numbers WHERE measure NOT IN ('killed', 'injured', 'detained', 'displaced', 'participants', 'money', 'votes', 'other') GROUP BY measure
UNION ALL BY NAME
SELECT 'event_numbers.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_numbers WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'events.event_type' AS what, event_type::VARCHAR AS id, count(*) || ' rows' AS detail
FROM events WHERE event_type NOT IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST', 'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT', 'APPOINT') AND NOT starts_with(event_type, 'x-') GROUP BY event_type
UNION ALL BY NAME
SELECT 'events.quad_class' AS what, quad_class::VARCHAR AS id, count(*) || ' rows' AS detail
FROM events WHERE quad_class::VARCHAR NOT IN ('0', '1', '2', '3', '4') GROUP BY quad_class
UNION ALL BY NAME
SELECT 'events.realis' AS what, realis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM events WHERE realis NOT IN ('actual', 'planned', 'requested', 'denied', 'hypothetical') GROUP BY realis
UNION ALL BY NAME
SELECT 'events.date_precision' AS what, date_precision::VARCHAR AS id, count(*) || ' rows' AS detail
FROM events WHERE date_precision NOT IN ('minute', 'hour', 'day', 'week', 'month', 'quarter', 'year', 'decade') GROUP BY date_precision
UNION ALL BY NAME
SELECT 'events.date_basis' AS what, date_basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM events WHERE date_basis NOT IN ('explicit', 'relative', 'article', 'story', 'user', 'none') GROUP BY date_basis
UNION ALL BY NAME
SELECT 'events.certainty' AS what, certainty::VARCHAR AS id, count(*) || ' rows' AS detail
FROM events WHERE certainty NOT IN ('reported', 'claimed', 'disputed', 'denied', 'planned') GROUP BY certainty
UNION ALL BY NAME
SELECT 'event_links.basis' AS what, basis::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_links WHERE basis NOT IN ('likeness', 'retold', 'user') GROUP BY basis
UNION ALL BY NAME
SELECT 'event_links.score' AS what, score::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_links WHERE score NOT BETWEEN 0 AND 1 GROUP BY score
UNION ALL BY NAME
SELECT 'event_links.date_relation' AS what, date_relation::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_links WHERE date_relation NOT IN ('same', 'overlapping', 'near', 'same_offset', 'unknown') GROUP BY date_relation
UNION ALL BY NAME
SELECT 'event_links.place_relation' AS what, place_relation::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_links WHERE place_relation NOT IN ('same', 'same_country', 'different', 'unknown') GROUP BY place_relation
UNION ALL BY NAME
SELECT 'event_links.number_relation' AS what, number_relation::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_links WHERE number_relation NOT IN ('same', 'different', 'unknown') GROUP BY number_relation
UNION ALL BY NAME
SELECT 'event_differences.field' AS what, field::VARCHAR AS id, count(*) || ' rows' AS detail
FROM event_differences WHERE field NOT IN ('date', 'place', 'actor', 'recipient', 'number', 'name', 'realis') GROUP BY field
UNION ALL BY NAME
SELECT 'run_figures.measure' AS what, measure::VARCHAR AS id, count(*) || ' rows' AS detail
FROM run_figures WHERE measure NOT IN ('n_articles', 'kept_line_share', 'kept_char_share', 'empty_article_share', 'undated_article_share', 'mentions_per_article', 'quotes_per_article', 'unresolved_speaker_share', 'events_per_article', 'undated_event_share', 'unplaced_event_share', 'n_errors') GROUP BY measure
UNION ALL BY NAME
SELECT 'id_changes.kind' AS what, kind::VARCHAR AS id, count(*) || ' rows' AS detail
FROM id_changes WHERE kind NOT IN ('entity', 'quote_group', 'event', 'story') GROUP BY kind;
