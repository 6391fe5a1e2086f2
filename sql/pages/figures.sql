-- What the last published run found, by outlet and language.
SELECT source_id, lang,
    max(value) FILTER (measure = 'n_articles') AS n_articles, max(value) FILTER (measure = 'kept_line_share') AS kept_line_share,
    max(value) FILTER (measure = 'kept_char_share') AS kept_char_share, max(value) FILTER (measure = 'empty_article_share') AS empty_article_share,
    max(value) FILTER (measure = 'undated_article_share') AS undated_article_share, max(value) FILTER (measure = 'quotes_per_article') AS quotes_per_article,
    max(value) FILTER (measure = 'unresolved_speaker_share') AS unresolved_speaker_share, max(value) FILTER (measure = 'events_per_article') AS events_per_article,
    max(value) FILTER (measure = 'undated_event_share') AS undated_event_share, max(value) FILTER (measure = 'unplaced_event_share') AS unplaced_event_share,
    max(value) FILTER (measure = 'n_errors') AS n_errors
FROM run_figures WHERE run_id = (SELECT max(run_id) FROM run_figures)
GROUP BY source_id, lang ORDER BY source_id, lang NULLS LAST LIMIT 500;
