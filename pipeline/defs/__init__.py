"""The orchestration: thin assets, checks, the job, its schedule and sensors. Nothing here knows how a row is made.

`build` puts the parts together; `run` is the resource that all steps of a run share, `options` its configuration, `handover` what the
steps hand on; `documents`, `assets` and `publication` have one multi-asset a stage of the ledger, `guide` and `story` what their pages tell
an operator; `checks` the blocking ones; `automation` the job, the schedule and the sensors, `watching` the folder; `aftermath` what
follows a run, `killed` and `upkeep` what becomes of its records; `execute` runs the job in this process for `dateline run`. Where the
instance lies, and its servers: `storage`, `engines/instance.py`.
"""
