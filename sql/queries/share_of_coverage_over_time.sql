-- How much of the coverage is about somebody, month by month, copies left out? (Here: Chad.)
SELECT begins_on, n_originals_naming, n_originals, share_of_originals, n_sources_naming
FROM share_of_coverage('Chad', 'month')
ORDER BY begins_on;
