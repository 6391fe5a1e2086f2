-- A span with its surroundings, of a text at hand.
CREATE OR REPLACE MACRO passage(text, start_char, end_char, around := 80) AS
    substr(text, greatest(start_char - around, 0) + 1, end_char + around - greatest(start_char - around, 0));
COMMENT ON MACRO passage IS 'What stands at an offset of articles.text, with so many characters around it.';
