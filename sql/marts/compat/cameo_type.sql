-- Sectors as CAMEO writes them.
CREATE OR REPLACE MACRO compat.cameo_type(sector) AS
    CASE sector WHEN 'PARTY' THEN 'PTY' WHEN 'POL' THEN 'COP' WHEN 'CIV' THEN 'CVL' WHEN 'REL' THEN NULL ELSE sector END;
COMMENT ON MACRO compat.cameo_type IS 'A sector as the role code that CAMEO has for it: PTY, COP and CVL for PARTY, POL and CIV; none for REL.';
