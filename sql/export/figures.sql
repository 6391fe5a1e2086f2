-- Figures of the run that published this version, by outlet and language.
SELECT source_id, lang, measure, value, n FROM main.run_figures
WHERE run_id = (SELECT value FROM main._meta WHERE key = 'run_id') ORDER BY ALL;
