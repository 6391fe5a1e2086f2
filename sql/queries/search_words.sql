-- Which articles are about some words and names, the best first, in any language and script? (Here: Halvorsrud and the ceasefire.)
SELECT score, n_words, by_name, published_on, lang, title, uri
FROM search('Halvorsrud ceasefire')
LIMIT 20;
