-- Of the quotations $ids those that have words for a speaker.
SELECT quote_id AS id FROM main.quotes WHERE quote_id IN (SELECT unnest($ids)) AND speaker_text IS NOT NULL;
