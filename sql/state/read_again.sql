-- Files of these outlets are read again; where none is named, all.
UPDATE state.files SET read_version = NULL WHERE len($outlets) = 0 OR source_id IN (SELECT unnest($outlets::VARCHAR[]));
