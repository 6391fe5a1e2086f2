-- How well is each outlet read, and which of them deserve a look: little kept, no day, speakers unknown, errors?
-- On the samples: source_id = carthage-herald; n_articles = 3; n_errors = 0; undated_article_share = 0.0
-- On the samples: source_id = meridian-wire; kept_char_share = 1.0
SELECT source_id, n_articles, n_errors, kept_char_share, empty_article_share, undated_article_share, mentions_per_article, quotes_per_article,
    unresolved_speaker_share, undated_event_share
FROM v_quality_by_source
ORDER BY n_errors DESC, empty_article_share DESC, undated_article_share DESC, unresolved_speaker_share DESC, source_id
LIMIT 100;
