"""`dateline export`: the published warehouse in a format of others, in a folder of its own.

What goes out is decided in `export_rows`, how it is written in `export_tables` and `export_graph`, where in `export_folder`. The same
version of the warehouse gives the same files, byte for byte, but for pseudonyms: their salt is drawn anew each time and kept nowhere.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.exports import MACHINE_NOTE, QUOTATION
from pipeline.warehouse import export_graph, export_package, export_tables, lake
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.export_folder import MANIFEST, ExportError, files_below, refuse_place, written
from pipeline.warehouse.export_rows import Outgoing, Progress, prepare
from pipeline.warehouse.lake_files import FORMAT as LAKE
from pipeline.warehouse.versions import find

if TYPE_CHECKING:
    from pipeline.settings import Settings

FORMATS = (*export_tables.WRITERS, *export_graph.WRITERS)
README = "README.txt"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for. `with_text`: whole texts of all outlets go out; `pseudonymise`: persons without a public role get pseudonyms, and
    no whole text goes out; `version`: as `dateline versions` names them, else what is published."""

    format: str
    with_text: bool = False
    pseudonymise: bool = False
    version: str = "published"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, its files, their size in bytes, the version of the warehouse, and how many articles there are, and how
    many of them with their whole text."""

    folder: Path
    files: tuple[str, ...]
    size: int
    version: str
    n_articles: int
    n_texts: int


def export(settings: Settings, request: Request, target: Path, progress: Progress | None = None) -> Exported:
    """Write an export to the folder `target`, all of it or nothing. Raises ExportError, and WarehouseError where there is no such
    version."""
    if request.format not in (*FORMATS, LAKE):
        raise ExportError(f"There is no format `{request.format}` to export to. Choose one of {', '.join((*FORMATS, LAKE))}.")
    if request.with_text and request.pseudonymise:
        raise ExportError("Whole texts name everybody: --with-text and --pseudonymise exclude each other. Leave one of them out.")
    target = Path(os.path.abspath(target))  # noqa: PTH100 (symbolic links stay as the user wrote them)
    refuse_place(settings, target)
    if request.format == LAKE:
        return _lake(settings, request, target, progress or _quiet)
    con = published_connection(find(settings, request.version))
    try:
        out = prepare(con, with_text=request.with_text, pseudonymise=request.pseudonymise, progress=progress)
        version = out.facts.get("version", "")
        about = {"format": request.format, "version": version, "with_text": request.with_text,
                 "pseudonymised": request.pseudonymise, "complete": True}  # fmt: skip
        with written(target, about) as folder:
            write(out, request.format, folder)
            (folder / README).write_text(_readme(out, request), encoding="utf-8")
        n_texts, n_articles = out.count("open_articles"), out.count("main.articles")
    finally:
        con.close()
    files = tuple(name for name in files_below(target) if name != MANIFEST)
    return Exported(target, files, sum((target / name).stat().st_size for name in files), version, n_articles, n_texts)


def _lake(settings: Settings, request: Request, target: Path, progress: Progress) -> Exported:
    """The warehouse as Parquet with views: all of it, for whoever may read the warehouse itself."""
    if request.pseudonymise or not request.with_text:
        raise ExportError(
            "A lake holds all that the warehouse does, whole texts and names too: it is for those who may read the warehouse. Say so with"
            " --with-text; for others, export another format."
        )
    found = find(settings, request.version)
    published_connection(found).close()  # says what is wrong with it, where something is
    version, n_articles = lake.write(found, target, progress)
    files = tuple(name for name in files_below(target) if name != MANIFEST)
    return Exported(target, files, sum((target / name).stat().st_size for name in files), version, n_articles, n_articles)


def _quiet(_what: str, _done: int, _total: int | None) -> None:
    return


def write(out: Outgoing, kind: str, folder: Path) -> None:
    """Write the files of a format into a folder."""
    if kind in export_tables.WRITERS:
        export_package.write(out, folder, kind, export_tables.WRITERS[kind](out, folder))
    else:
        export_graph.WRITERS[kind](out, folder)


_NOTES = {
    "csv": (
        "CSV by RFC 4180, UTF-8. NULL is an empty cell, a list is JSON. A text that a spreadsheet would run as a formula (it begins with"
        " one of = + - @, a tab or a line break) begins with an apostrophe: where a text begins with apostrophes and one of these"
        " behind them, take one apostrophe away to have it as it was. Numbers are as they are."
    ),
    "parquet": "The comment of a table stands in its file's metadata (comment), those of columns in column_comments and in the fields.",
    "webannotation": "Offsets count Unicode code points of the article's text, whose digest stands in the target's state (RFC 6920).",
    "ftm": "Links have the status `proposed`: they are what articles say, read by a machine.",
    "geojson": "WGS 84, longitude before latitude. An event whose place has no position has no geometry.",
    "gdelt": "GDELT 2.0: events (61 columns) and mentions (16), tabs between, no header. Columns that Dateline does not know are empty.",
}


def _readme(out: Outgoing, request: Request) -> str:
    n_articles, n_texts = out.count("main.articles"), out.count("open_articles")
    said = [
        f"Dateline warehouse, version {out.facts.get('version', '')}, built {out.facts.get('built_at', '')}, exported as {request.format}.",
        f"{MACHINE_NOTE} Where somebody has, the row says `reviewed`.",
        (
            f"{n_articles} articles, {n_texts} of them may go out as whole texts. Of all others there are offsets, digests and quotations"
            f" of at most {QUOTATION} characters; a longer one is cut and ends with an ellipsis, its offsets tell the whole."
        ),
    ]
    if request.pseudonymise:
        said.append(
            "Persons without a public role have pseudonyms, the same throughout this export and in no other one; bylines and addresses of"
            " articles are left out. Hidden are the names that Dateline has recognised. Roles, places and dates may still tell who is"
            " meant, and whoever has the articles finds the passages by digest and offset: treat these data as personal."
        )
    said += [_NOTES[request.format]] if request.format in _NOTES else []
    return "\n\n".join(said) + "\n"
