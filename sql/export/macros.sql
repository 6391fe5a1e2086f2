-- A span of an article as it goes out: short ones as they stand, long ones cut where the article's whole text stays at home.
CREATE OR REPLACE TEMP MACRO outgoing(span_text, article, most) AS
    CASE WHEN length(span_text) <= most OR article IN (SELECT article_id FROM open_articles) THEN span_text
    ELSE left(span_text, most - 1) || '…' END;
