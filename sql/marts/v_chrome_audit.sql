-- What each outlet's articles were cleaned of, rule by rule, for a look at whether that was right.
CREATE OR REPLACE VIEW v_chrome_audit AS
SELECT a.source_id, l.kept, l.role, l.rule_id, count(*) AS n_lines, count(DISTINCT l.article_id) AS n_articles,
    sum(l.end_char - l.start_char)::BIGINT AS n_chars,
    round(sum(l.end_char - l.start_char) / nullif(sum(sum(l.end_char - l.start_char)) OVER (PARTITION BY a.source_id), 0), 4) AS share_of_chars,
    round(avg(l.score), 3) AS mean_score, count(*) FILTER (l.score < 0.8) AS n_unsure,
    arg_min(l.article_id, (l.score, l.article_id, l.line_no)) AS least_sure_article_id,
    arg_min(l.line_no, (l.score, l.article_id, l.line_no)) AS least_sure_line_no
FROM main.article_lines AS l JOIN main.articles AS a USING (article_id)
WHERE l.role <> 'blank'
GROUP BY a.source_id, l.kept, l.role, l.rule_id;
COMMENT ON VIEW v_chrome_audit IS 'One row an outlet, a role of lines and the rule that decided it, kept or dropped, blank lines left out; with the line of which the rule was least sure: explain_line(least_sure_article_id, least_sure_line_no).';
COMMENT ON COLUMN v_chrome_audit.n_lines IS 'Number of lines.';
COMMENT ON COLUMN v_chrome_audit.n_articles IS 'Number of articles with such a line.';
COMMENT ON COLUMN v_chrome_audit.n_chars IS 'Characters of these lines.';
COMMENT ON COLUMN v_chrome_audit.share_of_chars IS 'Their share of all characters of the outlet''s lines, 0 to 1.';
COMMENT ON COLUMN v_chrome_audit.mean_score IS 'Mean probability that the verdicts are right.';
COMMENT ON COLUMN v_chrome_audit.n_unsure IS 'Lines whose verdict has a probability below .8.';
COMMENT ON COLUMN v_chrome_audit.least_sure_article_id IS 'Article with the line of which the rule was least sure.';
COMMENT ON COLUMN v_chrome_audit.least_sure_line_no IS 'Number of that line.';
