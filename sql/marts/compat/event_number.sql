-- A number for an id, where other data sets have numbers.
CREATE OR REPLACE MACRO compat.event_number(event_id) AS ('0x' || substr(event_id, 5, 15))::BIGINT;
COMMENT ON MACRO compat.event_number IS 'The event_id of main.events as the number that GDELT tables have: the first 60 bits of its digest.';
