-- Statements that are compared: of one speaker within ten days (or without a day), or with a run of words in common.
WITH runs AS (
    SELECT article_id, utterance_no, shingle FROM shingles
    QUALIFY count(*) OVER (PARTITION BY shingle) <= 60
)
SELECT a.article_id AS article_a, a.utterance_no AS utterance_a, b.article_id AS article_b, b.utterance_no AS utterance_b
FROM utterances AS a JOIN utterances AS b ON a.speaker_entity_id = b.speaker_entity_id
    AND (a.article_id, a.utterance_no) < (b.article_id, b.utterance_no)
    AND (a.published_on IS NULL OR b.published_on IS NULL OR abs(a.published_on - b.published_on) <= 10)
UNION
SELECT a.article_id, a.utterance_no, b.article_id, b.utterance_no
FROM runs AS a JOIN runs AS b ON a.shingle = b.shingle AND (a.article_id, a.utterance_no) < (b.article_id, b.utterance_no)
ORDER BY ALL;
