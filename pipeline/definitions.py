"""What Dagster loads; nothing else."""

from pipeline.defs.build import build_defs

defs = build_defs()
