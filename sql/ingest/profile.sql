-- The profiles of the sources: which lines stand on several articles, and where on them. Learnt anew for each source whose
-- current articles or their lines are others than those it was learnt from (`profile_version`: a digest of this file). A pure function
-- of the current articles of the source: nothing depends on the order in which they came.

CREATE OR REPLACE TEMP TABLE members AS
SELECT source_id, article_id FROM state.versions WHERE is_current;

CREATE OR REPLACE TEMP TABLE altered AS
WITH present AS (
    SELECT m.source_id, md5(getvariable('profile_version') || string_agg(m.article_id || l.output_digest, ' ' ORDER BY m.article_id)) AS members_digest
    FROM members AS m JOIN state.ledger AS l ON l.article_id = m.article_id AND l.stage = 'keys'
    GROUP BY m.source_id
)
SELECT source_id, present.members_digest
FROM present FULL JOIN state.profiles AS p USING (source_id)
WHERE present.members_digest IS DISTINCT FROM p.members_digest;

-- 1. Copies. An article most of whose paragraphs stand on another, longer one is a copy of it: an older or updated version, the
-- same agency text once more, the page fetched again with another sidebar. Articles are numbered so that a copy has a higher
-- number than its original.
CREATE OR REPLACE TEMP TABLE counted AS
SELECT source_id, article_id, n_lines, fingerprint,
    row_number() OVER (ORDER BY source_id, n_paragraphs DESC, n_lines DESC, article_id) AS article_no
FROM (
    SELECT m.source_id, m.article_id, count(*) FILTER (k.is_prose AND NOT k.is_outside) AS n_paragraphs,
        count(k.line_key) AS n_lines, coalesce(bit_xor(k.line_key), 0) AS fingerprint
    FROM members AS m
    JOIN altered USING (source_id)
    LEFT JOIN state.line_places AS k USING (article_id)
    GROUP BY m.source_id, m.article_id
);

CREATE OR REPLACE TEMP TABLE prose AS
SELECT a.source_id, a.article_no, k.line_key, NOT k.is_outside AS is_inside,
    count(*) OVER (PARTITION BY a.source_id, k.line_key) AS n_holders
FROM counted AS a JOIN state.line_places AS k USING (article_id)
WHERE k.is_prose;

-- Paragraphs tell an article, notices do not, even where they are more than its own prose and stand right behind it. A notice
-- is told by its holders: most of them have other prose of their own; copies have next to none.
CREATE OR REPLACE TEMP TABLE paragraphs AS
WITH owners AS (
    SELECT article_no FROM prose WHERE n_holders <= 2 GROUP BY article_no HAVING count(*) > 1
), notices AS (
    SELECT p.source_id, p.line_key
    FROM prose AS p LEFT JOIN owners AS o USING (article_no)
    WHERE p.n_holders > 2
    GROUP BY p.source_id, p.line_key
    HAVING 4 * count(o.article_no) >= 3 * count(*)
)
SELECT p.source_id, p.article_no, p.line_key, count(*) OVER (PARTITION BY p.article_no) AS n_paragraphs
FROM prose AS p ANTI JOIN notices AS n USING (source_id, line_key)
WHERE p.is_inside;

-- Of all that hold a paragraph, an article is compared with the first and with the one next before it: so the number of
-- comparisons grows with the number of paragraphs, not with its square.
CREATE OR REPLACE TEMP TABLE copies AS
WITH near AS (
    SELECT article_no, n_paragraphs, unnest([first_value(article_no) OVER w, lag(article_no) OVER w]) AS other_no
    FROM paragraphs
    WINDOW w AS (PARTITION BY source_id, line_key ORDER BY article_no)
), candidates AS (
    SELECT DISTINCT article_no, n_paragraphs, other_no FROM near WHERE other_no < article_no
), alike AS (
    SELECT c.article_no, c.other_no
    FROM candidates AS c
    JOIN paragraphs AS mine ON mine.article_no = c.article_no
    JOIN paragraphs AS theirs ON theirs.article_no = c.other_no AND theirs.line_key = mine.line_key
    GROUP BY c.article_no, c.other_no, c.n_paragraphs
    HAVING 2 * count(*) > c.n_paragraphs
    UNION ALL -- the same lines, prose or not
    SELECT article_no, min(article_no) OVER (PARTITION BY source_id, n_lines, fingerprint) FROM counted
)
SELECT article_no, min(other_no) AS other_no
FROM alike WHERE other_no < article_no
GROUP BY article_no;

-- A copy of a copy counts as the original; a chain of versions is followed for so many steps.
CREATE OR REPLACE TEMP TABLE originals AS
WITH RECURSIVE up AS (
    SELECT article_no, other_no, 1 AS steps FROM copies
    UNION ALL
    SELECT up.article_no, c.other_no, up.steps + 1
    FROM up JOIN copies AS c ON c.article_no = up.other_no
    WHERE up.steps < 32
)
SELECT a.source_id, a.article_id, coalesce(min(up.other_no), a.article_no) AS original_no
FROM counted AS a LEFT JOIN up USING (article_no)
GROUP BY a.source_id, a.article_id, a.article_no;

-- 2. On how many articles each line stands, and where.
DELETE FROM state.profiles WHERE source_id IN (SELECT source_id FROM altered);
INSERT INTO state.profiles
SELECT source_id, any_value(a.members_digest), count(DISTINCT original_no)
FROM originals JOIN altered AS a USING (source_id)
GROUP BY source_id;

DELETE FROM state.recurrences WHERE source_id IN (SELECT source_id FROM altered);
INSERT INTO state.recurrences
WITH counts AS (
    SELECT o.source_id, k.line_key, count(DISTINCT o.original_no) AS n,
        count(DISTINCT o.original_no) FILTER (k.is_outside) AS n_outside,
        count(DISTINCT o.original_no) FILTER (k.is_prose) AS n_prose,
        count(DISTINCT o.original_no) FILTER (k.is_head) AS n_head
    FROM originals AS o JOIN state.line_places AS k USING (article_id)
    GROUP BY o.source_id, k.line_key
    HAVING count(*) > 1
)
SELECT c.source_id, c.line_key,
    CASE
        -- Few: two others, outside the prose on all of them, are enough where they are no small part of the source.
        WHEN n = 3 AND n_outside = 3 AND CASE WHEN n_prose > 0 THEN 5 ELSE 20 END * n >= p.n_articles THEN 'chrome'
        WHEN n < 4 THEN CASE WHEN n_outside = n THEN 'elsewhere' END
        -- No prose: outside the prose it is chrome on however few articles; within it a label that a tenth of them hold is one.
        WHEN 2 * n_prose <= n THEN CASE WHEN 4 * n_outside >= 3 * n OR 10 * n >= p.n_articles THEN 'chrome' ELSE 'in_prose' END
        -- Prose: a notice stands outside, on more than a few in a thousand; within the run only what nearly all articles hold is
        -- chrome, for agencies repeat a paragraph of background for weeks.
        WHEN 10 * n_outside >= 9 * n AND 50 * n >= p.n_articles THEN 'chrome'
        WHEN n >= 10 AND 5 * n >= 4 * p.n_articles THEN 'chrome'
        ELSE 'in_prose'
    END AS recurrence,
    n, 3 * n_head <= n AS is_headline
FROM counts AS c JOIN state.profiles AS p USING (source_id)
WHERE n > 1 AND recurrence IS NOT NULL
ORDER BY c.source_id, c.line_key;

-- 3. What of it each article holds. A line that stands close above its prose, but somewhere else on most other articles, is left
-- out: it may be the article's own headline, which the others show beside theirs. Two digests of sets are equal where number, sum and xor of their keys are.
DELETE FROM state.article_profiles
WHERE article_id IN (SELECT v.article_id FROM state.versions AS v JOIN altered USING (source_id));
INSERT INTO state.article_profiles
SELECT v.article_id,
    md5(concat_ws(' ',
        count(*) FILTER (l.recurrence = 'chrome'), sum(l.line_key::HUGEINT) FILTER (l.recurrence = 'chrome'),
        bit_xor(l.line_key) FILTER (l.recurrence = 'chrome'), '|',
        count(*) FILTER (l.recurrence = 'in_prose'), sum(l.line_key::HUGEINT) FILTER (l.recurrence = 'in_prose'),
        bit_xor(l.line_key) FILTER (l.recurrence = 'in_prose'), '|',
        count(*) FILTER (l.recurrence = 'elsewhere'), sum(l.line_key::HUGEINT) FILTER (l.recurrence = 'elsewhere'),
        bit_xor(l.line_key) FILTER (l.recurrence = 'elsewhere')
    ))
FROM state.versions AS v
LEFT JOIN state.line_places AS k ON k.article_id = v.article_id
LEFT JOIN state.recurrences AS l
    ON l.source_id = v.source_id AND l.line_key = k.line_key AND NOT (l.is_headline AND k.is_head)
WHERE v.article_id NOT IN (SELECT article_id FROM state.article_profiles)
GROUP BY v.article_id;

-- Wanted: current versions, and versions that never were current (they go to the history with their lines). One that was
-- published goes there as it was.
CREATE OR REPLACE TEMP TABLE wanted AS
SELECT v.article_id, md5(l.output_digest || CASE WHEN d.is_clean_text THEN '' ELSE p.profile_digest END) AS input_digest
FROM state.versions AS v
JOIN evidence.documents AS d USING (article_id)
JOIN state.ledger AS l ON l.article_id = v.article_id AND l.stage = 'read'
JOIN state.article_profiles AS p ON p.article_id = v.article_id
WHERE v.is_current
    OR v.article_id NOT IN (SELECT article_id FROM history.articles UNION ALL SELECT article_id FROM main.articles);
