"""What the folder sensor sees, and what it makes of it: one run for each change, none twice, none for a file that is still being written.

The cursor holds `done`, the state of the folders that was last dealt with; `seen`, that of the last look, for a run starts only when two
looks are alike; and `n`, which gives a state that was there before (a file came and went again) a run key of its own.
"""

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path

import dagster as dg

from pipeline import ingest
from pipeline import settings as settings_module
from pipeline.defs import tags
from pipeline.languages import LexiconError
from pipeline.resolve.judgements import JudgementsError
from pipeline.settings import Settings
from pipeline.warehouse import overrides
from pipeline.warehouse.connect import WarehouseError
from pipeline.warehouse.lock import BusyError
from pipeline.warehouse.run import nothing_to_do

TRIGGER = "raw_folder sensor"


@dataclass(frozen=True, slots=True)
class Cursor:
    """See the module."""

    n: int
    done: str = ""
    seen: str = ""

    @staticmethod
    def read(text: str | None) -> "Cursor":
        """The cursor of the last look; a new one where there is none, or one of an older release."""
        try:
            found = json.loads(text or "")
            return Cursor(int(found["n"]), str(found["done"]), str(found["seen"]))
        except (ValueError, TypeError, KeyError):
            return Cursor(int(time.time()))

    def text(self) -> str:
        """As `read` reads it."""
        return json.dumps(asdict(self))


def folder_state(settings: Settings) -> str:
    """A digest of what a walk over raw/, the overrides and the lexicon sees: names, sizes and times of files, no content."""
    digest = hashlib.sha256()
    found: Iterator[object] = chain(ingest.scan(settings.raw), overrides.stamps(settings.overrides), _lexicon(settings.lexicon))
    for item in found:
        signature = f"{item.uri}\0{item.signature}" if isinstance(item, ingest.FileState) else repr(item)
        digest.update(signature.encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()[:32]


def _lexicon(folder: Path) -> list[str]:
    files = sorted(path for path in (*folder.glob("*.t*"), *folder.glob("*/*.t*")) if path.suffix in (".tsv", ".toml"))
    return [f"{path.relative_to(folder)} {(status := path.stat()).st_size} {status.st_mtime_ns}" for path in files]


def look(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One look at the folders: ask for a run, or say why not."""
    settings = settings_module.load()
    cursor = Cursor.read(context.cursor)
    try:
        state = folder_state(settings)
    except (ingest.RawFolderError, JudgementsError, OSError) as error:
        return dg.SkipReason(str(error))
    if state == cursor.done:
        return dg.SkipReason("Nothing has changed in the folders.")
    if state != cursor.seen:
        return _skip("Something has changed. A run starts once nothing changes from one look to the next.", replace(cursor, seen=state))
    after = Cursor(cursor.n + 1, state, state)
    try:
        if nothing_to_do(settings, wait=0.0):
            return _skip("What has changed was dealt with by another run.", after)
    except BusyError as error:
        return dg.SkipReason(f"{error} The next look after it decides.")
    except (WarehouseError, ingest.RawFolderError, JudgementsError, LexiconError) as error:
        context.log.warning(f"The run that is asked for will stop, and tell why: {error}")
    if waiting := waiting_run(context.instance):
        return _skip(f"Run {waiting} is waiting to begin and will find what has changed.", after)
    request = dg.RunRequest(run_key=f"{cursor.n}-{state}", tags={tags.TRIGGER: TRIGGER})
    return dg.SensorResult(run_requests=[request], cursor=after.text())


def waiting_run(instance: dg.DagsterInstance) -> str | None:
    """A run of all stages that has not begun: it will find everything that is there by then."""
    waiting = instance.get_run_records(dg.RunsFilter(job_name="reingest", statuses=[dg.DagsterRunStatus.QUEUED]), limit=20)
    return next((record.dagster_run.run_id for record in waiting if not record.dagster_run.run_config.get("resources")), None)


def _skip(reason: str, cursor: Cursor) -> dg.SensorResult:
    return dg.SensorResult(skip_reason=reason, cursor=cursor.text())
