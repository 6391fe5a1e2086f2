-- Articles whose whole text may go out: $with_text says so of all, $closed that none may, else their outlet's source.toml decides.
CREATE OR REPLACE TEMP TABLE open_articles AS
SELECT a.article_id FROM main.articles AS a JOIN main.sources AS s USING (source_id) WHERE $with_text OR (s.may_publish_text AND NOT $closed);
