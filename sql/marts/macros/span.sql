-- The words of a span, of a text at hand.
CREATE OR REPLACE MACRO span(text, start_char, end_char) AS substr(text, start_char + 1, end_char - start_char);
COMMENT ON MACRO span IS 'What stands at an offset of articles.text: 0-based, end behind the last character.';
