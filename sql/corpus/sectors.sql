-- The sectors that the words of a name or the offices of a person say (`found_sectors`: entity_id, sector).
UPDATE main.entities SET sector = f.sector FROM found_sectors AS f WHERE entities.entity_id = f.entity_id;
