-- Which version of each document is current: a function of the present places and of what the input states there.

-- An article that lies somewhere is a candidate. Where the input gives an id, the versions under it are one document: the
-- one stamped last is current, and without stamps the one that stands last.
CREATE OR REPLACE TEMP TABLE candidates AS
SELECT l.article_id, any_value(v.source_id) AS source_id, any_value(v.external_id) AS external_id,
    max((l.file_uri, l.record_no)) AS place,
    coalesce(
        any_value(TRY_CAST(d.given.updated_at AS TIMESTAMPTZ)), any_value(TRY_CAST(d.given.published_at AS TIMESTAMPTZ))
    ) AS stamped_at,
    any_value(TRY_CAST(d.given.fetched_at AS TIMESTAMPTZ)) AS fetched_at
FROM state.locations AS l
JOIN state.versions AS v USING (article_id)
JOIN evidence.documents AS d USING (article_id)
WHERE l.is_present
GROUP BY l.article_id;

CREATE OR REPLACE TEMP TABLE settled AS
SELECT article_id, source_id, external_id
FROM candidates
QUALIFY external_id IS NULL OR row_number() OVER (
    PARTITION BY source_id, external_id
    ORDER BY stamped_at DESC NULLS LAST, fetched_at DESC NULLS LAST, place DESC, article_id
) = 1;

CREATE OR REPLACE TEMP TABLE arrived AS
SELECT s.article_id, s.source_id, s.external_id
FROM settled AS s JOIN state.versions AS v USING (article_id) WHERE NOT v.is_current;

CREATE OR REPLACE TEMP TABLE departed AS
SELECT v.article_id, v.source_id, v.external_id
FROM state.versions AS v WHERE v.is_current AND v.article_id NOT IN (SELECT article_id FROM settled);

-- What replaced what: under the same given id, or in the same file where a file is one document.
CREATE OR REPLACE TEMP TABLE replaced AS
SELECT DISTINCT ON (new_id) new_id, old_id
FROM (
    SELECT a.article_id AS new_id, d.article_id AS old_id, 1 AS strength, NULL::TIMESTAMP AS seen_at
    FROM arrived AS a JOIN departed AS d ON a.source_id = d.source_id AND a.external_id = d.external_id
    UNION ALL
    SELECT a.article_id, d.article_id, 2, was.last_seen_at
    FROM arrived AS a
    JOIN state.locations AS now ON now.article_id = a.article_id AND now.is_present AND now.uri = now.file_uri
    JOIN state.locations AS was ON was.uri = now.uri AND NOT was.is_present
    JOIN departed AS d ON d.article_id = was.article_id
)
ORDER BY new_id, strength, seen_at DESC, old_id;

CREATE OR REPLACE TEMP TABLE settled_counts AS
SELECT
    (SELECT count(*) FROM arrived) - (SELECT count(*) FROM replaced) AS n_new,
    (SELECT count(*) FROM replaced) AS n_changed,
    (SELECT count(*) FROM settled) - (SELECT count(*) FROM arrived) AS n_unchanged,
    (SELECT count(*) FROM departed WHERE article_id NOT IN (SELECT old_id FROM replaced)) AS n_removed;

UPDATE state.versions AS v SET is_current = true, supersedes_article_id = NULL, superseded_by = NULL
FROM arrived AS a WHERE v.article_id = a.article_id;

UPDATE state.versions AS v SET supersedes_article_id = r.old_id
FROM replaced AS r WHERE v.article_id = r.new_id;

UPDATE state.versions AS v SET is_current = false
FROM departed AS d WHERE v.article_id = d.article_id;

UPDATE state.versions AS v SET superseded_by = r.new_id
FROM replaced AS r WHERE v.article_id = r.old_id;

-- What failed in the work on an article that is no longer current is no trouble any more.
UPDATE state.errors AS e SET is_resolved = true
FROM departed AS d WHERE e.article_id = d.article_id AND NOT e.is_resolved;
