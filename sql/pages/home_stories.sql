-- The happenings that most outlets report, the latest first among the last two hundred.
FROM (
    SELECT story_id, label, n_articles, n_sources, n_langs, date_start, date_end FROM stories WHERE n_sources > 1
    ORDER BY date_end DESC NULLS LAST, story_id LIMIT 200
)
ORDER BY n_sources DESC, date_end DESC, story_id LIMIT 8;
