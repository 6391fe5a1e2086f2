-- CAMEO event codes of our types and modes, where a mode means what a code means; elsewhere the code "not specified below" of the root. The values of
-- the Goldstein scale are those published for CAMEO codes; event types of a user's own and APPOINT have neither.
CREATE OR REPLACE VIEW compat.cameo_codes AS
SELECT event_type, event_mode, event_code, left(event_code, 3) AS event_base_code, left(event_code, 2) AS event_root_code, goldstein_scale
FROM (VALUES
    ('AGREE', NULL, '030', 4.0), ('AGREE', 'promise', '030', 4.0), ('AGREE', 'invite', '036', 4.0), ('AGREE', 'ceasefire', '0356', 7.0),
    ('CONSULT', NULL, '040', 1.0), ('CONSULT', 'phone', '041', 1.0), ('CONSULT', 'visit', '042', 1.9), ('CONSULT', 'multilateral', '040', 1.0),
    ('CONSULT', 'third-party', '045', 5.0),
    ('SUPPORT', NULL, '050', 3.5), ('SUPPORT', 'praise', '051', 3.4), ('SUPPORT', 'relations', '050', 3.5), ('SUPPORT', 'treaty', '057', 8.0),
    ('COOPERATE', NULL, '060', 6.0), ('COOPERATE', 'economic', '061', 6.4), ('COOPERATE', 'military', '062', 7.4), ('COOPERATE', 'judicial', '063', 7.4),
    ('COOPERATE', 'intelligence', '064', 7.0),
    ('AID', NULL, '070', 7.0), ('AID', 'economic', '071', 7.4), ('AID', 'military', '072', 8.3), ('AID', 'humanitarian', '073', 7.4),
    ('AID', 'asylum', '075', 7.0),
    ('CONCEDE', NULL, '080', 5.0), ('CONCEDE', 'ease', '081', 5.0),
    ('RETREAT', NULL, '080', 5.0), ('RETREAT', 'resign', '0831', 5.0), ('RETREAT', 'release', '0841', 7.0), ('RETREAT', 'ease', '080', 5.0),
    ('RETREAT', 'ceasefire', '0871', 9.0), ('RETREAT', 'disarm', '0873', 9.0), ('RETREAT', 'withdraw', '0874', 10.0),
    ('ACCUSE', 'investigate', '090', -2.0),
    ('REQUEST', NULL, '100', -5.0), ('REQUEST', 'assist', '103', -5.0), ('REQUEST', 'change', '104', -5.0), ('REQUEST', 'yield', '105', -5.0),
    ('REQUEST', 'meet', '106', -5.0),
    ('ACCUSE', NULL, '110', -2.0), ('ACCUSE', 'disapprove', '111', -2.0), ('ACCUSE', 'charge', '112', -2.0),
    ('REJECT', NULL, '120', -4.0), ('REJECT', 'assist', '122', -4.0), ('REJECT', 'yield', '124', -4.0), ('REJECT', 'deny', '120', -4.0),
    ('REJECT', 'veto', '129', -5.0),
    ('THREATEN', NULL, '130', -4.4), ('THREATEN', 'relations', '131', -5.8), ('THREATEN', 'restrict', '132', -5.8), ('THREATEN', 'violence', '138', -7.0),
    ('PROTEST', NULL, '140', -6.5), ('PROTEST', 'demo', '141', -6.5), ('PROTEST', 'strike', '140', -6.5), ('PROTEST', 'obstruct', '144', -7.5),
    ('PROTEST', 'riot', '145', -7.5),
    ('MOBILIZE', NULL, '150', -7.2), ('MOBILIZE', 'troops', '154', -7.2), ('MOBILIZE', 'weapons', '150', -7.2),
    ('SANCTION', NULL, '160', -4.0), ('SANCTION', 'relations', '161', -4.0), ('SANCTION', 'discontinue', '160', -4.0), ('SANCTION', 'expel', '166', -7.0),
    ('COERCE', NULL, '170', -7.0), ('COERCE', 'confiscate', '1711', -9.2), ('COERCE', 'restrict', '172', -5.0), ('COERCE', 'ban', '172', -5.0),
    ('COERCE', 'arrest', '173', -5.0), ('COERCE', 'deport', '174', -5.0),
    ('ASSAULT', 'kill', '180', -9.0), ('ASSAULT', 'wound', '180', -9.0), ('ASSAULT', 'abduct', '181', -9.0), ('ASSAULT', 'beat', '182', -9.5),
    ('ASSAULT', 'explosives', '183', -10.0),
    ('ASSAULT', NULL, '190', -10.0), ('ASSAULT', 'fight', '190', -10.0), ('ASSAULT', 'heavy-weapons', '190', -10.0), ('ASSAULT', 'occupy', '192', -9.5),
    ('ASSAULT', 'firearms', '193', -10.0),
    ('ASSAULT', 'massacre', '202', -10.0)
) AS known(event_type, event_mode, event_code, goldstein_scale);
COMMENT ON VIEW compat.cameo_codes IS 'One row a type and mode of events that has a CAMEO code, with its value on the Goldstein scale. A mode that stands here not has the codes of its type.';
COMMENT ON COLUMN compat.cameo_codes.event_type IS 'Type of the event, as in main.events.';
COMMENT ON COLUMN compat.cameo_codes.event_mode IS 'Mode within the type; NULL: the type without one.';
COMMENT ON COLUMN compat.cameo_codes.event_code IS 'CAMEO code, such as 0871.';
COMMENT ON COLUMN compat.cameo_codes.event_base_code IS 'Its first three digits.';
COMMENT ON COLUMN compat.cameo_codes.event_root_code IS 'Its first two digits, as events.cameo_root.';
COMMENT ON COLUMN compat.cameo_codes.goldstein_scale IS 'Value of the code on the Goldstein scale, -10 to +10.';
