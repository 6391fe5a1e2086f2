-- The fold of pipeline.text in SQL, letter by letter: letter_folds has the letters that it changes, written by that very function.
CREATE OR REPLACE MACRO fold(words) AS CASE WHEN words IS NOT NULL THEN (
    SELECT coalesce(string_agg(coalesce(f.folded, c.letter), '' ORDER BY c.i), '')
    FROM (SELECT unnest(s.letters) AS letter, generate_subscripts(s.letters, 1) AS i FROM (SELECT regexp_extract_all(words, '(?s).') AS letters) AS s) AS c
    LEFT JOIN main.letter_folds AS f USING (letter)
) END;
COMMENT ON MACRO fold IS 'The form under which words are compared: no case, no accents, no vowel marks, one form of alef, ya and ta marbuta.';
