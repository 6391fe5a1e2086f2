-- Figures of the floor `annotate` that a run shows and a page plots: (asset, figure, value), of current articles. What became of what
-- models proposed or judged, and how many articles they gave no answer on; nothing where no model is switched on.
SELECT CASE c.floor WHEN 'quotes' THEN 'quotes' WHEN 'events' THEN 'event_mentions' ELSE 'entity_mentions' END AS asset,
    'n_model_' || outcome AS figure, sum(n)::DOUBLE AS value
FROM evidence.model_counts AS c JOIN state.versions AS v USING (article_id)
WHERE v.is_current AND c.floor IN ('mentions', 'quotes', 'events')
GROUP BY c.floor, outcome
ORDER BY asset, figure;
