-- Articles, with their text where it may go out.
SELECT a.article_id, a.source_id, s.name AS source_name, s.homepage, a.title, a.byline, a.url, a.published_on::VARCHAR AS published_on, a.lang,
    a.text_sha256, if(a.article_id IN (SELECT article_id FROM open_articles), a.text, NULL) AS body
FROM main.articles AS a LEFT JOIN main.sources AS s USING (source_id);
