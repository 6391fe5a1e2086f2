-- Who said what lately, in which article, and where exactly does it stand?
-- On the samples: speaker = Salem bin Rashid al-Maamari; lang = ar; words = السلطنة تقف إلى جانب كل من يختار الماء على السلاح
-- On the samples: speaker = Marisol Quintanar Robledo; words = That is as good a report as any I could write; uri = nile-valley-observer/wfp-zouar.html
SELECT published_on, speaker, kind, lang, left(text, 100) AS words, uri, start_char, end_char
FROM v_quotes
WHERE speaker IS NOT NULL
ORDER BY published_on DESC NULLS LAST, uri, start_char
LIMIT 200;
