-- The figures of the last runs, of those that the books still know. Rewritten when a run has been measured, and before each publication.
DELETE FROM main.run_figures;
INSERT INTO main.run_figures BY NAME
SELECT * FROM state.run_figures SEMI JOIN state.runs USING (run_id) ORDER BY run_id, source_id, lang, measure;
