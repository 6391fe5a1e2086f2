-- How many articles of a language there are, without copies. ?: a language without its region.
SELECT count(*) FROM articles WHERE split_part(lang, '-', 1) = ? AND duplicate_of IS NULL;
