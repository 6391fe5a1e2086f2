-- Names of persons that no entity stands for, and the bylines of articles.
SELECT text AS name FROM main.entity_mentions WHERE type = 'PER' AND entity_id IS NULL
UNION
SELECT speaker_text FROM main.quotes WHERE speaker_mention_type IN ('name', 'short_name') AND speaker_entity_id IS NULL AND speaker_text IS NOT NULL
ORDER BY 1;
