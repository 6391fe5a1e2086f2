-- Statements that are compared, by their numbers: of one speaker within ten days (or without a day), or with a run of six words in common (the
-- whole text where it is shorter). `quote_texts`: n, folded: the words of each, one space between.
WITH words AS (SELECT n, folded, string_split(folded, ' ') AS words FROM quote_texts),
runs AS (
    SELECT n, unnest(list_distinct(CASE WHEN len(words) < 6 THEN [hash(folded)] ELSE list_transform(
        list_zip(words, words[2:], words[3:], words[4:], words[5:], words[6:], true),
        lambda six: hash(concat_ws(' ', six[1], six[2], six[3], six[4], six[5], six[6]))
    ) END)) AS run
    FROM words WHERE len(words) >= 3
),
rare_runs AS (SELECT n, run FROM runs QUALIFY count(*) OVER (PARTITION BY run) <= 60),
-- by blocks of eleven days, so that a statement meets those of its own block and of its neighbours only
spoken AS (
    SELECT n, speaker_entity_id AS speaker, published_on, (published_on - DATE '1970-01-01') // 11 AS block
    FROM utterances WHERE speaker_entity_id IS NOT NULL
)
SELECT a.n AS a, b.n AS b
FROM (SELECT *, unnest([block - 1, block, block + 1]) AS near FROM spoken) AS a
JOIN spoken AS b ON a.speaker = b.speaker AND a.near = b.block AND a.n < b.n AND abs(a.published_on - b.published_on) <= 10
UNION
SELECT least(a.n, b.n), greatest(a.n, b.n)
FROM spoken AS a JOIN spoken AS b ON a.speaker = b.speaker AND a.n <> b.n AND a.published_on IS NULL
UNION
SELECT a.n, b.n FROM rare_runs AS a JOIN rare_runs AS b ON a.run = b.run AND a.n < b.n
ORDER BY ALL;
