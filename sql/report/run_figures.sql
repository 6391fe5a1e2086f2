-- The measures of a run ($run_id), by source and language: rows of `run_figures`. What rests on nothing has no row.
WITH lines AS (
    SELECT article_id, count(*) FILTER (role <> 'blank') AS n_lines, count(*) FILTER (kept) AS n_kept,
        sum(end_char - start_char) AS n_chars, coalesce(sum(end_char - start_char) FILTER (kept), 0) AS n_kept_chars,
        bool_or(kept AND role IN ('body', 'list_item')) AS has_body
    FROM article_lines GROUP BY article_id
), said AS (
    SELECT article_id, count(*) AS n, count(*) FILTER (speaker_entity_id IS NULL) AS n_unresolved FROM quotes GROUP BY article_id
), told AS (
    SELECT article_id, count(*) AS n, count(*) FILTER (date_start IS NULL) AS n_undated,
        count(*) FILTER (place_entity_id IS NULL AND place_precision IS NULL) AS n_unplaced
    FROM event_mentions GROUP BY article_id
), named AS (
    SELECT article_id, count(*) AS n FROM entity_mentions GROUP BY article_id
), counts AS (
    SELECT a.source_id, a.lang, count(*) AS articles, count(*) FILTER (a.published_on IS NULL) AS undated,
        count(*) FILTER (l.has_body IS NOT true) AS empty, coalesce(sum(l.n_lines), 0)::BIGINT AS lines, coalesce(sum(l.n_kept), 0) AS kept,
        coalesce(sum(l.n_chars), 0)::BIGINT AS chars, coalesce(sum(l.n_kept_chars), 0) AS kept_chars,
        coalesce(sum(m.n), 0) AS mentions, coalesce(sum(q.n), 0)::BIGINT AS quotes, coalesce(sum(q.n_unresolved), 0) AS unresolved,
        coalesce(sum(e.n), 0)::BIGINT AS events, coalesce(sum(e.n_undated), 0) AS undated_events,
        coalesce(sum(e.n_unplaced), 0) AS unplaced_events
    FROM articles AS a
    LEFT JOIN lines AS l USING (article_id)
    LEFT JOIN said AS q USING (article_id)
    LEFT JOIN told AS e USING (article_id)
    LEFT JOIN named AS m USING (article_id)
    GROUP BY a.source_id, a.lang
), measured AS (
    SELECT source_id, lang, unnest([
        {measure: 'n_articles', total: articles::DOUBLE, n: 1::BIGINT},
        {measure: 'kept_line_share', total: kept, n: lines},
        {measure: 'kept_char_share', total: kept_chars, n: chars},
        {measure: 'empty_article_share', total: empty, n: articles},
        {measure: 'undated_article_share', total: undated, n: articles},
        {measure: 'mentions_per_article', total: mentions, n: articles},
        {measure: 'quotes_per_article', total: quotes, n: articles},
        {measure: 'unresolved_speaker_share', total: unresolved, n: quotes},
        {measure: 'events_per_article', total: events, n: articles},
        {measure: 'undated_event_share', total: undated_events, n: events},
        {measure: 'unplaced_event_share', total: unplaced_events, n: events}
    ], recursive := true), articles
    FROM counts
)
SELECT $run_id AS run_id, source_id, lang, measure, round(total / n, 4) AS value,
    CASE measure WHEN 'n_articles' THEN articles ELSE n END AS n
FROM measured WHERE n > 0
UNION ALL BY NAME
SELECT $run_id AS run_id, source_id, NULL AS lang, 'n_errors' AS measure, coalesce(e.n, 0)::DOUBLE AS value,
    coalesce(a.n, 0) + coalesce(e.n, 0) AS n
FROM (SELECT source_id, count(*) AS n FROM articles GROUP BY source_id) AS a
FULL JOIN (SELECT source_id, count(*) AS n FROM ingest_errors WHERE NOT is_resolved GROUP BY source_id) AS e USING (source_id)
ORDER BY source_id, lang, measure;
