-- The floor that counts for a source and a language: the one said of the source, else of the language, else of all, the user's first.
-- The table's columns have names that no other table has: an argument that is called like one of them would be taken for it.
CREATE OR REPLACE TEMP MACRO floor_of(which, of_source, of_lang) AS (
    SELECT arg_max(f.floor_value, (f.for_source IS NOT NULL, f.for_lang IS NOT NULL, f.floor_is_own))
    FROM check_floors AS f
    WHERE f.floor_name = which AND (f.for_source IS NULL OR f.for_source = of_source) AND (f.for_lang IS NULL OR f.for_lang = of_lang)
);
