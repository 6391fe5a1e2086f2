"""What the user gives beside documents, as assets that no run makes: the lexicon and the overrides.

Their state is noted when a run begins, and now and then while Dagster's daemon is up. So the pages show what was made with an older state
as stale, and as fresh when a run has done what it touches.
"""

from __future__ import annotations

import dagster as dg
from dagster._core.definitions.data_version import DATA_VERSION_TAG

from pipeline.defs.guide import described
from pipeline.defs.tables import OWNERS
from pipeline.languages import LexiconError
from pipeline.resolve.judgements import JudgementsError
from pipeline.settings import Settings
from pipeline.warehouse import overrides
from pipeline.warehouse.lexicon import read_extension

LEXICON, OVERRIDES = "lexicon", "overrides"
_EMPTY = "empty"
_HOLD = {
    LEXICON: "What the user adds to the lexicons: the files of the folder `lexicon` beside the raw folder.",
    OVERRIDES: "What the user has decided by hand: the files of the folder `overrides` beside the raw folder.",
}
INPUTS = [
    dg.AssetSpec(name, description=described(holds, "input"), group_name="input", kinds={"csv", "file"}, owners=OWNERS)
    for name, holds in _HOLD.items()
]


def note(instance: dg.DagsterInstance, settings: Settings) -> None:
    """Note the present state of both where it is another one than was noted last. Files that cannot be used are left to the run, which
    stops and says why."""
    for name, n_files, digest in _states(settings):
        last = instance.get_latest_materialization_event(dg.AssetKey(name))
        known = last.asset_materialization if last is not None else None
        if known is None or (known.tags or {}).get(DATA_VERSION_TAG) != digest:
            shown = {"n_files": dg.MetadataValue.int(n_files)}
            instance.report_runless_asset_event(dg.AssetMaterialization(name, tags={DATA_VERSION_TAG: digest}, metadata=shown))


def _states(settings: Settings) -> list[tuple[str, int, str]]:
    """(asset, number of files, digest of their names and contents)."""
    found = []
    try:
        extension = read_extension(settings.lexicon)
        found.append((LEXICON, len(extension.files), extension.digest or _EMPTY))
    except (LexiconError, OSError):
        pass
    try:
        contents = overrides.contents(settings)
        found.append((OVERRIDES, len(contents), overrides.digest(contents) or _EMPTY))
    except (JudgementsError, OSError):
        pass
    return found
