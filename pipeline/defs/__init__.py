"""The orchestration: thin assets, checks, the job, its schedule and sensor. Nothing here knows how a row is made.

`build` puts the parts together; `run` is the resource that all steps of a run share; `assets` has one multi-asset a stage of the
ledger; `checks` the blocking ones; `automation` the job, the schedule and the folder sensor; `execute` runs the job in this process
for `dateline run`. Where the instance lies, and its servers: `engines/instance.py`.
"""
