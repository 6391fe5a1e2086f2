-- Whom a name means. Where several bear it: the one most often mentioned under it, then the one most often mentioned at all, then the smallest id; who
-- bears the whole name stands before whose name ends so.
CREATE OR REPLACE MACRO entity_id_of(who) AS coalesce(
    (SELECT e.entity_id FROM main.entities AS e WHERE e.entity_id = who),
    (SELECT c.id FROM current_ids(who) AS c WHERE c.kind = 'entity' ORDER BY c.share_of_members DESC, c.id LIMIT 1),
    (SELECT k.entity_id FROM main.name_keys AS k WHERE k.name_key = array_to_string(search_words(who), ' ') ORDER BY k.rank LIMIT 1)
);
COMMENT ON MACRO entity_id_of IS 'The entity that a name means, in any script and spelling, with or without accents; a code such as IRQ or NATO and an entity_id, also one of an earlier version, do as well. Where nobody bears the name, the person whose name ends so. Of several it is the one most often mentioned under that name, then at all: name_keys has the others. NULL where there is none.';
