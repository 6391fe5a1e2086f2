"""To forget: the register, then the records, then a run without what is forgotten, then the files anew.

The order is that of what is needed: the row of the register comes first, so that the same command finishes what was cut short; records
are cleared while the build file still knows the words to look for; the tables follow by an ordinary run, under the home's lock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.warehouse import forgetting, forgotten, ledger, run
from pipeline.warehouse.articles import annotate_articles, clean_articles
from pipeline.warehouse.connect import transaction
from pipeline.warehouse.current import resolve_corpus
from pipeline.warehouse.documents import ingest_documents
from pipeline.warehouse.folder import compare
from pipeline.warehouse.lock import run_lock
from pipeline.warehouse.publish import needs_publication, publish
from pipeline.warehouse.rewriting import Swept, clear_records, rewrite, version_shows
from pipeline.warehouse.traces import traces
from pipeline.warehouse.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.ingest.register import Register
    from pipeline.settings import Settings
    from pipeline.warehouse.targets import Target
    from pipeline.warehouse.workspace import Progress, Workspace

Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done. `n_left_out`, `n_blanked`: documents of raw/ that the register leaves out, or blanks names in, now."""

    n_left_out: int = 0
    n_blanked: int = 0
    files: tuple[str, ...] = ()
    swept: Swept = field(default_factory=Swept)


def _nothing(_: str) -> None:
    return


def forget(settings: Settings, target: Target | None, *, progress: Progress | None = None, step: Step = _nothing) -> Forgotten:
    """Forget the target, and what the register has beside it that was not carried out; None: only that. `step` is told the name of each
    step before it begins. Raises what a run raises; the same call again goes on from there."""
    swept = Swept()
    more = {} if progress is None else {"progress": progress}
    step("register")
    with run_lock(settings.home):
        register = forgotten.add(settings, target.rows if target is not None else ())
    with open_workspace(settings, **more) as ws:  # type: ignore[arg-type]
        step("records")
        found = forgetting.touched(ws.con, register, settings.home)
        names = replace(register, rows=tuple(row for row in register.rows if row.words)).everywhere
        clear_records(settings, swept, names, traces(ws.con, found.forgotten))
        step("tables")
        _run(ws, _entities(ws, register, target), register, step)
        files = _files(ws)
        counts = ws.con.execute("SELECT coalesce(sum(n_forgotten), 0), coalesce(sum(n_blanked), 0) FROM state.files").fetchall()[0]
    step("files")
    with run_lock(settings.home):
        rewrite(settings, register, swept)
    return Forgotten(int(counts[0]), int(counts[1]), files, swept)


def _run(ws: Workspace, ids: Sequence[str], register: Register, step: Step) -> None:
    """A run, as `run.run`, that also publishes where nothing is new but the published file shows what is forgotten."""
    if ws.settings.warehouse.is_file() and version_shows(ws.settings.warehouse, register):
        with transaction(ws.con):
            ledger.mark_unpublished(ws.con)
    plan = compare(ws)
    if run.is_up_to_date(ws, plan):
        return
    run.begin_run(ws)
    counts = ingest_documents(ws, plan)
    step("corpus")
    clean_articles(ws)
    annotate_articles(ws)
    is_new = resolve_corpus(ws) or needs_publication(ws)
    run.end_run(ws, counts)
    if is_new:
        run.check(ws)
        step("publication")
        publish(ws, ids)


def _entities(ws: Workspace, register: Register, target: Target | None) -> list[str]:
    """Ids of the persons whose names go: where an id of a user's lexicon is cited, it may tell the name."""
    ids = set(target.ids) if target is not None else set()
    rows = ws.con.execute("SELECT DISTINCT entity_id, alias FROM main.entity_aliases").fetchall() if register.names else []
    return sorted(ids | {entity for entity, alias in rows if forgetting.is_held(register, alias)})


def _files(ws: Workspace) -> tuple[str, ...]:
    rows = ws.con.execute("SELECT uri FROM state.files WHERE n_forgotten > 0 OR n_blanked > 0 ORDER BY uri").fetchall()
    return tuple(uri for (uri,) in rows)
