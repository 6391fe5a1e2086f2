"""The static site: the pages as files with relative links, for a folder that any web server, or none, shows.

Search and SQL need a server and are left out, as are filters. Whole texts and long passages stand only in pages of outlets whose
`source.toml` allows their text to be published; of others there are offsets and short quotations. The site is written beside the old one
and put in its place when it is whole.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.explorer import render, world
from pipeline.explorer.addresses import KEYED, LISTS, FileLinks, file_of, is_key
from pipeline.explorer.asking import LAST_PAGE, Query
from pipeline.explorer.catalogue import PAGES
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.desk import Desk

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings

_LARGE = 2_000  # articles, from which on what one article alone tells has no page of its own
_MARK = ".dateline-site"  # in a folder that this module has made, and may replace
_ALONE = ("home", "map", "quality", "dictionary")
Progress = Callable[[str, int, int | None], None]


class SiteError(Exception):
    """The site cannot be written there; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written. `sources`: the outlets whose texts stand in it."""

    folder: Path
    n_pages: int
    n_bytes: int
    sources: tuple[str, ...]


def write(settings: Settings, folder: Path, *, full_texts: bool = False, progress: Progress | None = None) -> Written:
    """Write the site of the published file. `full_texts`: those of every outlet, whatever source.toml says. Raises SiteError,
    WarehouseError."""
    if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise SiteError(f"{folder} holds something else than a site of Dateline. Name a folder that is new or empty.")
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    (beside / _MARK).touch()
    con = published_connection(settings.warehouse)
    try:
        sources = tuple(_sources(con) if full_texts else (row["source_id"] for row in Desk(con).ask("open_sources")))
        n_pages = n_bytes = 0
        for name, html in _pages(con, render.Rights(frozenset(sources)), progress):
            path = beside / name
            path.parent.mkdir(exist_ok=True)
            n_pages, n_bytes = n_pages + 1, n_bytes + path.write_bytes(html.encode("utf-8", "replace"))
    finally:
        con.close()
    static = beside / "static"
    static.mkdir()
    for path in render.STATIC.iterdir():
        shutil.copyfile(path, static / path.name)
    (static / "towns.svg").write_text(world.towns_svg(), encoding="utf-8")
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    return Written(folder, n_pages, n_bytes, sources)


def _sources(con: DuckDBPyConnection) -> list[str]:
    return [row["value"] for row in Desk(con).ask("choices") if row["what"] == "source"]


def _pages(con: DuckDBPyConnection, rights: render.Rights, progress: Progress | None) -> Iterator[tuple[str, str]]:
    """(file, HTML) of each page, one after the other; none is kept."""
    counts = Desk(con).first("counts")
    least = 2 if counts and counts["n_articles"] > _LARGE else 1
    known: dict[str, set[str]] = defaultdict(set)
    for row in Desk(con).ask("site_keys", least=least):
        if is_key(row["key"]):
            known[row["kind"]].add(row["key"])
    total = sum(map(len, known.values()))
    flat, below = FileLinks(0, known), FileLinks(1, known)
    for kind in _ALONE:
        yield file_of(kind), render.page(kind, Desk(con), Query(), flat, None, rights) or ""
    for kind in LISTS:
        for number in range(1, LAST_PAGE + 1):
            desk, query = Desk(con), Query({"page": str(number)})
            shown = PAGES[kind].view(desk, query, flat) or {}
            yield file_of(kind, None, number), render.template(kind, desk, query, flat, shown, rights)
            if not shown.get("following"):
                break
    done = 0
    for kind in KEYED:
        options = {"is_whole": True} if kind == "article" else {}
        for key in sorted(known[kind]):
            html = render.page(kind, Desk(con), Query(), below, key, rights, **options)
            if html is not None:
                yield file_of(kind, key), html
            done += 1
            if progress is not None:
                progress("pages", done, total)
