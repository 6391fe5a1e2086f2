-- Where the members of an id of an earlier version are now.
SELECT kind, id, share_of_members FROM current_ids($cited) LIMIT 20;
