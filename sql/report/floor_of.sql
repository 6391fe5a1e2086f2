-- The floor that counts for a source and a language: the one said of the source, else of the language, else of all, the user's first.
CREATE OR REPLACE TEMP MACRO floor_of(which, of_source, of_lang) AS (
    SELECT arg_max(f.value, (f.source_id IS NOT NULL, f.lang IS NOT NULL, f.is_own))
    FROM check_floors AS f
    WHERE f.name = which AND (f.source_id IS NULL OR f.source_id = of_source) AND (f.lang IS NULL OR f.lang = of_lang)
);
