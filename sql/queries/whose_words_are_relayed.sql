-- Whose words reach the reader through the mouth of somebody else? Nested attribution: the statement said that X said that …
-- On the samples: relayed_by_text = a government statement; original_speaker = Abdelkerim Nassour Tahir; n_quotes = 1
SELECT relayed_by_text, relayed_by, coalesce(speaker, speaker_text) AS original_speaker, count(*) AS n_quotes, min(left(text, 80)) AS for_example, min(uri) AS uri
FROM v_quotes
WHERE relayed_by_text IS NOT NULL
GROUP BY ALL
ORDER BY n_quotes DESC, relayed_by_text, original_speaker
LIMIT 100;
