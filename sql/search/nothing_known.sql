-- As known.sql, where there is no version before this one to go by.
CREATE OR REPLACE TEMP TABLE known (article_id VARCHAR, previous_no INTEGER, n_tokens INTEGER);
