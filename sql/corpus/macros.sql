-- Ids as pipeline/resolve/ids.py derives them: sixteen hexadecimal digits of the parts joined by |.
CREATE OR REPLACE TEMP MACRO row_id(prefix, parts) AS prefix || '_' || left(sha256(parts), 16);
CREATE OR REPLACE TEMP MACRO script_of(name) AS
    CASE WHEN regexp_matches(name, '\p{Arabic}') THEN 'Arab' WHEN regexp_matches(name, '\p{Cyrillic}') THEN 'Cyrl'
         WHEN regexp_matches(name, '\p{Latin}') THEN 'Latn' END;
