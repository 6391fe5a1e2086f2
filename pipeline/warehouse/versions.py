"""The published versions that are kept: which there are, how two of them differ, and how an older one comes back.

A version is named by its id (`20250602T101500000000_4711`), the id of the run that published it (`run_…`), the beginning of either,
the name of a release, `published` for the file that readers have, or a path. What a version holds is never changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.warehouse import forgotten, ledger
from pipeline.warehouse.connect import WarehouseError, build_connection, build_file, facts_of, published_connection, transaction
from pipeline.warehouse.lock import run_lock
from pipeline.warehouse.pins import pinned
from pipeline.warehouse.publish import VERSIONS, put_in_place, stamp, versions
from pipeline.warehouse.rewriting import version_shows

if TYPE_CHECKING:
    from pipeline.settings import Settings

PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: its id, the file, when its run began, and how many articles it holds. `problem`: why it cannot be read;
    `releases`: the names under which it stays."""

    name: str
    path: Path
    built_at: str = ""
    n_articles: int = 0
    is_published: bool = False
    problem: str = ""
    releases: tuple[str, ...] = ()


def kept(settings: Settings) -> list[Version]:
    """All versions that are kept, the latest first."""
    now = _name(settings.warehouse)
    pins = pinned(settings.home / VERSIONS)
    found = [_read(path, is_published=path.stem == now) for path in versions(settings.home)]
    return [replace(v, releases=tuple(name for name, version in pins.items() if version == v.name)) for v in found]


def _name(path: Path) -> str | None:
    """The version that a file holds; None where it cannot be read."""
    try:
        con = published_connection(path)
    except WarehouseError:
        return None
    try:
        rows = con.execute("SELECT value FROM _meta WHERE key = 'version'").fetchall()
        return str(rows[0][0]) if rows else None
    finally:
        con.close()


def _read(path: Path, *, is_published: bool) -> Version:
    try:
        con = published_connection(path)
    except WarehouseError as error:
        return Version(path.stem, path, problem=str(error))
    try:
        facts = facts_of(con)
        n_articles = con.execute("SELECT count(*) FROM articles").fetchall()[0][0]
        return Version(path.stem, path, str(facts.get("built_at", "")), int(n_articles), is_published)
    finally:
        con.close()


def find(settings: Settings, wanted: str) -> Path:
    """The file of a version. Raises WarehouseError where none or several are meant."""
    if wanted == PUBLISHED:
        if not settings.warehouse.is_file():
            raise WarehouseError(f"There is no warehouse yet: {settings.warehouse} does not exist. Build it with `dateline run`.")
        return settings.warehouse
    if wanted.endswith(".duckdb") and Path(wanted).is_file():
        return Path(wanted).absolute()
    there = versions(settings.home)
    wanted = pinned(settings.home / VERSIONS).get(wanted, wanted)
    found = [path for path in there if path.stem.startswith(wanted.removeprefix("run_"))] if wanted.removeprefix("run_") else []
    if len(found) == 1:
        return found[0]
    listed = ", ".join(path.stem for path in (found or there)[:8]) or "none"
    said = f"{len(found)} versions begin with `{wanted}`" if found else f"No version `{wanted}` is kept in {settings.home / 'versions'}"
    raise WarehouseError(
        f"{said}: {listed}. `dateline versions` lists those that are kept (setting keep_versions: {settings.keep_versions})."
    )


def restore(settings: Settings, wanted: str) -> str:
    """Put an older version in the place of the published file, in one step; returns its id. Raises WarehouseError where it is not kept or
    cannot be read, or holds what is forgotten, or where a run is at work. The build file is as it was: the next run that finds something to
    do publishes the present state again."""
    path = find(settings, wanted)
    name = _name(path)
    if name is None:
        raise WarehouseError(f"{path} cannot be read, so it was not put in place. `dateline versions` says which versions can.")
    if version_shows(path, forgotten.load(settings)):
        raise WarehouseError(
            f"Version {name} holds something that {forgotten.path(settings)} says is forgotten, so it was not put in place."
            " `dateline forget --finish` removes such versions."
        )
    with run_lock(settings.home):
        put_in_place(path, settings.warehouse)
        if build_file(settings.home).is_file():
            with build_connection(settings.home) as con, transaction(con):
                ledger.set_fact(con, "published_as", stamp(settings.warehouse))
    return name
