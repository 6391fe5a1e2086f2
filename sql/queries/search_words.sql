-- Which articles are about some words and names, the best first, in any language and script? (Here: Halvorsrud and the ceasefire.)
-- On the samples: n_words = 2; by_name = True; uri = nile-valley-observer/after-tunis.html
-- On the samples: lang = ar; by_name = True; uri = sada-al-sahel/hiwar-tibesti-addis.txt
SELECT score, n_words, by_name, published_on, lang, title, uri
FROM search('Halvorsrud ceasefire')
LIMIT 20;
