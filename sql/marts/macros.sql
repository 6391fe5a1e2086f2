-- Small helpers for questions.
CREATE OR REPLACE MACRO passage(text, start_char, end_char, around := 80) AS
    substr(text, greatest(start_char - around, 0) + 1, end_char + around - greatest(start_char - around, 0));
COMMENT ON MACRO passage IS 'What stands at an offset of articles.text, with so many characters around it.';

CREATE OR REPLACE MACRO span(text, start_char, end_char) AS substr(text, start_char + 1, end_char - start_char);
COMMENT ON MACRO span IS 'What stands at an offset of articles.text: 0-based, end behind the last character.';
