-- Which lines stand on most of an outlet's latest articles (20 of each), and were they kept or dropped? A kept one deserves a look.
-- On the samples: source_id = carthage-herald; line = Subscribe to our newsletter; n_articles = 3; share_of_articles = 1.0; n_kept = 0; roles = notice
SELECT source_id, line, n_articles, round(n_articles / n_latest, 2) AS share_of_articles, n_kept, array_to_string(roles, ', ') AS roles
FROM repeated_lines
ORDER BY n_kept DESC, n_articles DESC, source_id, line
LIMIT 100;
