"""The tags that runs bear, by which the pages filter them: who started a run, which process it is, what it found, how it ended."""

from __future__ import annotations

from collections.abc import Mapping

TRIGGER = "dateline/trigger"
LAUNCHPAD = "launchpad"  # of a run that nothing else has named: started on the pages, or with `dg launch`
PROCESS = "dateline/process"
ENDED = "dateline/ended"  # whoever has it has told what there was to tell
IN_ORDER, KILLED = "in order", "killed"


def trigger_of(tags: Mapping[str, str]) -> str:
    """Who started a run."""
    return tags.get(TRIGGER, LAUNCHPAD)
