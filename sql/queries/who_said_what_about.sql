-- Who said what about a place, a person or a body, in all spellings and languages? (Here: the Tibesti.)
-- On the samples: speaker = Thandeka Morolong; lang = en; n_langs = 3; uri = clippings/au-tibesti-communique-en.txt
-- On the samples: speaker = Thandeka Morolong; lang = ar; uri = sada-al-sahel/hiwar-tibesti-addis.txt
SELECT published_on, speaker, speaker_country, lang, left(text, 100) AS words, source, n_sources, n_langs, uri
FROM quotes_about('Tibesti')
ORDER BY published_on, uri, start_char
LIMIT 200;
