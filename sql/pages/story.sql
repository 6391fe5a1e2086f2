-- One happening.
FROM stories WHERE story_id = $story_id;
