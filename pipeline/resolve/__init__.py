"""The corpus decides: pure scoring and grouping over what all documents give as evidence.

Here stand names across scripts, entities, what users decide, wordings, statements, stories and events, as functions from frames to frames.
No SQL and no storage: joins, order of steps and tables are `pipeline.warehouse.corpus` and `sql/corpus/`.
"""
