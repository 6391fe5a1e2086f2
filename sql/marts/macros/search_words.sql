-- Words as the token table has them: folded, cut at all that is no letter, digit or mark, at most 40 characters.
CREATE OR REPLACE MACRO search_words(words) AS CASE WHEN words IS NOT NULL THEN (
    SELECT regexp_extract_all(coalesce(string_agg(coalesce(f.searched, c.letter), '' ORDER BY c.i), ''), '[^ ]{1,40}')
    FROM (SELECT unnest(s.letters) AS letter, generate_subscripts(s.letters, 1) AS i FROM (SELECT regexp_extract_all(words, '(?s).') AS letters) AS s) AS c
    LEFT JOIN main.letter_folds AS f USING (letter)
) END;
COMMENT ON MACRO search_words IS 'The words of a text as search_tokens and name_keys have them: a list, folded, in order; a word of more than 40 characters is cut.';
