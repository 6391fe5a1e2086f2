-- Countries as CAMEO writes them.
CREATE OR REPLACE MACRO compat.cameo_country(country) AS CASE country WHEN 'ROU' THEN 'ROM' WHEN 'TLS' THEN 'TMP' ELSE country END;
COMMENT ON MACRO compat.cameo_country IS 'A country code, ISO alpha-3, as CAMEO has it: ROM and TMP differ.';
