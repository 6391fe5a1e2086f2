-- Ids of rows that somebody has reviewed: what an applied judgement of the overrides is about. All else is the machine's word. The columns are
-- those that there are: versions that an older release has published know fewer.
CREATE OR REPLACE TEMP TABLE reviewed AS
SELECT DISTINCT id
FROM (UNPIVOT (SELECT COLUMNS('(entity|item)_id$') FROM main.judgements WHERE status = 'applied' AND kind <> 'line') ON COLUMNS(*) INTO NAME side VALUE id);
