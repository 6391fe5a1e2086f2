-- Happenings, the latest first: by words of the headline, number of outlets and languages, and day.
SELECT story_id, label, n_articles, n_sources, n_langs, date_start, date_end FROM stories
WHERE ($words IS NULL OR contains(strip_accents(lower(label)), strip_accents(lower($words))))
    AND ($outlets IS NULL OR n_sources >= $outlets::INTEGER) AND ($langs IS NULL OR n_langs >= $langs::INTEGER)
    AND ($since IS NULL OR date_end >= $since::DATE) AND ($until IS NULL OR date_start <= $until::DATE)
ORDER BY date_end DESC NULLS LAST, n_articles DESC, story_id LIMIT $most OFFSET $skip;
