"""`dateline init`: a folder of one's own to work in, beside an installed Dateline. Files that are there already stay as they are."""

from __future__ import annotations

from pathlib import Path

from pipeline.engines.instance import configuration
from pipeline.settings import FILE_NAME

_SETTINGS = """\
# Settings of this project. `dateline config` shows all of them, and where each comes from.

# raw = "raw"             # your documents: a folder an outlet, never written to
# home = "var"            # all state, and the published file
# overrides = "overrides" # what you decide by hand
# lexicon = "lexicon"     # tables that extend the language packs
# keep_versions = 5       # published versions that stay
# workers = 0             # processes; 0: one a core
"""
_HEAD = "# The instance of bare `dagster` commands in this folder (export DAGSTER_HOME=$PWD): `dateline` keeps its own of the same shape.\n"


class LayoutError(Exception):
    """A folder that cannot be laid out; the message says why and what to do."""


def lay_out(folder: Path) -> dict[str, bool]:
    """Make `folder` with raw/, dateline.toml and dagster.yaml; returns name → whether it was made now. Raises LayoutError."""
    made: dict[str, bool] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made["raw/"] = not (folder / "raw").is_dir()
        (folder / "raw").mkdir(exist_ok=True)
        for name, text in ((FILE_NAME, _SETTINGS), ("dagster.yaml", _HEAD + configuration("var/dagster"))):
            made[name] = not (folder / name).exists()
            if made[name]:
                (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise LayoutError(f"{folder} cannot be laid out: {error.strerror or error}. Name a folder that you may write to.") from error
    return made
