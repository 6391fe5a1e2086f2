-- Of the outcomes at hand those of articles that are due to be annotated: made from what cleaning passed on. What cleaning could not do has none.
CREATE OR REPLACE TEMP TABLE outcomes AS
SELECT o.* EXCLUDE (input_digest), w.input_digest
FROM found_outcomes AS o JOIN work AS w ON w.article_id = o.article_id AND w.input_digest = o.passed_on
WHERE o.failed IS DISTINCT FROM 'clean';
