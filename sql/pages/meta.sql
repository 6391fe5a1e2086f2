-- What the published file says of itself: when and by which run it was built.
SELECT key, value FROM _meta ORDER BY key;
