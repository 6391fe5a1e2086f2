-- Of the quotations $ids those that have words for a speaker.
SELECT quote_id AS id FROM main.quotes WHERE list_contains($ids, quote_id) AND speaker_text IS NOT NULL;
