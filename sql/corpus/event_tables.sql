-- What becomes of blocks of reports (pipeline/resolve/event_blocks.py), which are worked on one by one.
CREATE OR REPLACE TEMP TABLE event_units (article_id VARCHAR, no BIGINT, event_id VARCHAR);
CREATE OR REPLACE TEMP TABLE event_summaries (
    event_id VARCHAR, article_id VARCHAR, event_no BIGINT, lead_article_id VARCHAR, lead_no BIGINT, realis VARCHAR, date_start DATE,
    date_end DATE, date_precision VARCHAR, date_basis VARCHAR, place_entity_id VARCHAR, certainty VARCHAR, n_narrated BIGINT,
    n_attributed BIGINT, n_denied BIGINT
);
CREATE OR REPLACE TEMP TABLE event_ties (
    article_id VARCHAR, no BIGINT, other_article_id VARCHAR, other_no BIGINT, basis VARCHAR, score DOUBLE, parties VARCHAR[],
    company VARCHAR[], date_relation VARCHAR, place_relation VARCHAR, number_relation VARCHAR
);
