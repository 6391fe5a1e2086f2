-- Who said what about a place, a person or a body, in all spellings and languages? (Here: the Tibesti.)
SELECT published_on, speaker, speaker_country, lang, left(text, 100) AS words, source, n_sources, n_langs, uri
FROM quotes_about('Tibesti')
ORDER BY published_on, uri, start_char
LIMIT 200;
