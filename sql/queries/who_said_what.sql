-- Who said what lately, in which article, and where exactly does it stand?
SELECT published_on, speaker, kind, lang, left(text, 100) AS words, uri, start_char, end_char
FROM v_quotes
WHERE speaker IS NOT NULL
ORDER BY published_on DESC NULLS LAST, uri, start_char
LIMIT 200;
