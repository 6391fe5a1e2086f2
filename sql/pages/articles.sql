-- Articles, the latest first, by words of the headline, language, outlet and day.
SELECT article_id, source_id, uri, title, lang, published_on, published_precision, published_basis, duplicate_of, story_id
FROM articles
WHERE ($lang IS NULL OR lang = $lang) AND ($source IS NULL OR source_id = $source)
    AND ($words IS NULL OR contains(strip_accents(lower(title)), strip_accents(lower($words))))
    AND ($since IS NULL OR published_on >= $since::DATE) AND ($until IS NULL OR published_on <= $until::DATE)
ORDER BY published_on DESC NULLS LAST, article_id LIMIT $most OFFSET $skip;
