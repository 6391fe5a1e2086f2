-- Of the outcomes at hand those of documents that are due to be cleaned: made from the same input.
CREATE OR REPLACE TEMP TABLE outcomes AS
SELECT o.* EXCLUDE (input_digest), w.input_digest
FROM found_outcomes AS o JOIN work AS w ON w.article_id = o.article_id AND w.input_digest = o.input_digest;
