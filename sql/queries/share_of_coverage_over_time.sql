-- How much of the coverage is about somebody, month by month, copies left out? (Here: Chad.)
-- On the samples: begins_on = 2025-03-01; n_originals_naming = 7; n_originals = 9; share_of_originals = 0.7778
SELECT begins_on, n_originals_naming, n_originals, share_of_originals, n_sources_naming
FROM share_of_coverage('Chad', 'month')
ORDER BY begins_on;
