-- Figures of the floor `annotate` that a run shows and a page plots: (asset, figure, value), of current articles. What became of the
-- spans that models proposed; nothing where no model is switched on.
SELECT 'entity_mentions' AS asset, 'n_model_' || outcome AS figure, sum(n)::DOUBLE AS value
FROM evidence.model_counts AS c JOIN state.versions AS v USING (article_id)
WHERE v.is_current AND c.floor = 'mentions'
GROUP BY outcome
ORDER BY asset, figure;
