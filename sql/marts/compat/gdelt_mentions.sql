-- Reports of events in the sixteen columns of GDELT 2.0's mentions table.
CREATE OR REPLACE VIEW compat.gdelt_mentions AS
SELECT
    compat.event_number(m.event_id) AS GLOBALEVENTID,
    strftime(f.ingested_at, '%Y%m%d%H%M%S')::BIGINT AS EventTimeDate,
    strftime(a.ingested_at, '%Y%m%d%H%M%S')::BIGINT AS MentionTimeDate,
    CASE WHEN a.url IS NOT NULL THEN 1 ELSE 2 END AS MentionType,
    coalesce(nullif(regexp_extract(a.url, '^[a-z]+://(?:www\.)?([^/:?#]+)', 1), ''), a.source_id) AS MentionSourceName,
    coalesce(a.url, a.uri) AS MentionIdentifier,
    NULL::INTEGER AS SentenceID,
    coalesce(p.first_start, -1) AS Actor1CharOffset,
    coalesce(p.second_start, -1) AS Actor2CharOffset,
    m.trigger_start_char AS ActionCharOffset,
    1 AS InRawText,
    greatest(10, least(100, (round(m.score * 10) * 10)::INTEGER)) AS Confidence,
    length(a.text) AS MentionDocLen,
    NULL::DOUBLE AS MentionDocTone,
    NULL::VARCHAR AS MentionDocTranslationInfo,
    NULL::VARCHAR AS Extras
FROM main.event_mentions AS m
JOIN main.articles AS a USING (article_id)
JOIN main.events AS v USING (event_id)
JOIN main.event_parties AS e USING (event_id)
LEFT JOIN main.articles AS f ON f.article_id = e.first_article_id
LEFT JOIN (
    SELECT x.event_mention_id, arg_min(x.start_char, x.ord) FILTER (x.role IN ('actor', 'participant')) AS first_start,
        arg_min(x.start_char, x.ord) FILTER (x.role IN ('recipient', 'host')) AS second_start
    FROM main.event_participants AS x WHERE x.start_char IS NOT NULL GROUP BY x.event_mention_id
) AS p USING (event_mention_id)
WHERE v.realis = 'actual';
COMMENT ON VIEW compat.gdelt_mentions IS 'One row a report of an event of compat.gdelt_events, in the sixteen columns of GDELT 2.0''s mentions table.';
COMMENT ON COLUMN compat.gdelt_mentions.GLOBALEVENTID IS 'Number of the event, as in gdelt_events.';
COMMENT ON COLUMN compat.gdelt_mentions.EventTimeDate IS 'When this warehouse read the first article that reports the event, UTC, YYYYMMDDHHMMSS: DATEADDED of the event.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionTimeDate IS 'When it first read this article, UTC, YYYYMMDDHHMMSS. GDELT''s is the same: when it found the article, not when it appeared.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionType IS '1 where the article has a web address, else 2, a citation.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionSourceName IS 'Host of the article''s address, else the identifier of the outlet.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionIdentifier IS 'Address of the article, else where it lies below raw/.';
COMMENT ON COLUMN compat.gdelt_mentions.SentenceID IS 'Not known: NULL. Sentences are not numbered here; ActionCharOffset says where.';
COMMENT ON COLUMN compat.gdelt_mentions.Actor1CharOffset IS 'Where the first actor is named, in characters of articles.text from 0; -1 where it is not.';
COMMENT ON COLUMN compat.gdelt_mentions.Actor2CharOffset IS 'Where the first recipient is named; -1 where it is not.';
COMMENT ON COLUMN compat.gdelt_mentions.ActionCharOffset IS 'Where the words stand that name the event.';
COMMENT ON COLUMN compat.gdelt_mentions.InRawText IS 'Always 1: nothing is found anywhere but in the text as it came.';
COMMENT ON COLUMN compat.gdelt_mentions.Confidence IS 'Probability that the report is right, in steps of ten percent, 10 to 100.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionDocLen IS 'Characters of the text, chrome included.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionDocTone IS 'Not measured: NULL.';
COMMENT ON COLUMN compat.gdelt_mentions.MentionDocTranslationInfo IS 'Nothing is translated, each language is read as it is: NULL. articles.lang has the language.';
COMMENT ON COLUMN compat.gdelt_mentions.Extras IS 'Reserved by GDELT: NULL.';
