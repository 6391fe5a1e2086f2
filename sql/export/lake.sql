-- A table whose rows belong to articles, with the outlet and the month of publication that its files lie by.
SELECT r.*, a.source_id AS outlet, coalesce(strftime(a.published_on, '%Y-%m'), 'undated') AS month
FROM warehouse.{schema}.{table} AS r JOIN warehouse.{schema}.articles AS a USING (article_id)
