-- What a check may compare with: `check_run`, the run that is looked at, and the runs before it, the last one first; `check_figures`, its
-- measures, by source and language and by language alone; `check_changes`, how each stands against the median of the last ten runs that
-- had about as many articles (a half to twice as many), where there are enough. A run is told by $run_id.

CREATE OR REPLACE TEMP TABLE check_run AS
SELECT run_id, row_number() OVER (ORDER BY run_id = $run_id DESC, run_id DESC) - 1 AS ago
FROM (SELECT DISTINCT run_id FROM run_figures UNION SELECT $run_id);

CREATE OR REPLACE TEMP TABLE check_measures AS
SELECT unnest(['kept_line_share', 'kept_char_share', 'empty_article_share', 'undated_article_share', 'unresolved_speaker_share',
        'undated_event_share', 'unplaced_event_share', 'mentions_per_article', 'quotes_per_article', 'events_per_article']) AS measure,
    unnest(['article_lines', 'article_lines', 'articles', 'articles', 'quotes',
        'event_mentions', 'event_mentions', 'entity_mentions', 'quotes', 'event_mentions']) AS about,
    measure LIKE '%_share' AS is_share,
    measure LIKE 'kept_%' OR measure LIKE '%_per_article' AS is_good; -- the more, the better

-- `n_articles` beside each value. All sources of a language together where there are several.
CREATE OR REPLACE TEMP TABLE check_figures AS
WITH sized AS (
    SELECT f.*, s.n AS n_articles
    FROM run_figures AS f
    JOIN (SELECT run_id, source_id, lang, n FROM run_figures WHERE measure = 'n_articles') AS s USING (run_id, source_id, lang)
)
SELECT r.ago, f.source_id, f.lang, f.measure, f.value, f.n, f.n_articles FROM sized AS f JOIN check_run AS r USING (run_id)
UNION ALL BY NAME
SELECT r.ago, NULL AS source_id, f.lang, f.measure, sum(f.value * f.n) / sum(f.n) AS value, sum(f.n)::BIGINT AS n,
    sum(f.n_articles)::BIGINT AS n_articles
FROM sized AS f JOIN check_run AS r USING (run_id) JOIN check_measures USING (measure)
GROUP BY r.ago, f.lang, f.measure HAVING count(*) > 1;

CREATE OR REPLACE TEMP TABLE check_changes AS
WITH before AS (
    SELECT now.source_id, now.lang, now.measure, was.value
    FROM check_figures AS now
    JOIN check_figures AS was ON was.measure = now.measure AND was.lang = now.lang AND was.source_id IS NOT DISTINCT FROM now.source_id
        AND was.ago > 0 AND was.n_articles BETWEEN now.n_articles / 2 AND now.n_articles * 2
        AND was.n_articles >= floor_of('min_articles', now.source_id, now.lang)
    WHERE now.ago = 0
    QUALIFY row_number() OVER (PARTITION BY now.source_id, now.lang, now.measure ORDER BY was.ago) <= 10
), usual AS (
    SELECT source_id, lang, measure, median(value) AS usual, count(*) AS n_runs FROM before GROUP BY ALL
), compared AS (
    SELECT m.about, now.*, u.usual, u.n_runs, m.is_share, m.is_good,
        CASE WHEN m.is_good THEN u.usual - now.value ELSE now.value - u.usual END AS worse_by,
        -- what chance does: lines and quotes of one article are alike, and count as four at most
        CASE WHEN m.is_share THEN sqrt(u.usual * (1 - u.usual) / least(now.n, 4 * now.n_articles))
            ELSE sqrt(u.usual * (1 + u.usual) / now.n_articles) END AS noise
    FROM check_figures AS now
    JOIN usual AS u ON u.measure = now.measure AND u.lang = now.lang AND u.source_id IS NOT DISTINCT FROM now.source_id
    JOIN check_measures AS m ON m.measure = now.measure
    WHERE now.ago = 0 AND now.n_articles >= floor_of('min_articles', now.source_id, now.lang)
)
SELECT about, source_id, lang, measure, value, n, n_articles, usual, n_runs, is_good,
    worse_by >= floor_of(if(is_share, 'drop_of_share', 'drop_of_rate'), source_id, lang)
        AND worse_by >= floor_of('drop_relative', source_id, lang) * if(is_good, usual, least(usual, 1 - usual))
        AND worse_by >= floor_of('drop_noise', source_id, lang) * noise AS is_drop,
    concat_ws(' ', source_id, lang) AS id,
    'is ' || round(value, 3) || ' in ' || n_articles || ' articles, was ' || round(usual, 3)
        || if(n_runs = 1, ' in the run before', ' in the ' || n_runs || ' runs before') AS detail
FROM compared;
