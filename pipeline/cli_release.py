"""The commands `dateline release` and `verify`: the work is in pipeline/warehouse/release.py and verify.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_common import Debug, explained, load, progress
from pipeline.screen import printable, say

if TYPE_CHECKING:
    from pipeline.warehouse.verify import Verification

_DIFFERS = 1
_SHOWN = 10


def add(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def release(
        name: Annotated[str, typer.Argument(help="What it is cited by, such as 2025-06.", metavar="NAME")],
        to: Annotated[Path | None, typer.Option("--to", help="The deposit; else releases/NAME of DATELINE_HOME.", metavar="DIR")] = None,
        author: Annotated[list[str] | None, typer.Option("--author", help="For CITATION.cff; may be repeated.", metavar="NAME")] = None,
        license_: Annotated[str | None, typer.Option("--license", help="For CITATION.cff: an SPDX identifier, such as CC-BY-4.0.")] = None,
        debug: Debug = False,
    ) -> None:
        """Keep what is published under a name for good, and write a folder to deposit: tables without whole texts, article list with
        digests, dictionary, questions, and all that it was made with.

        Example: dateline release 2025-06 --author "N. Haddad"
        """
        with explained(debug=debug):
            settings = load()
            from pipeline.warehouse.release import release as write  # noqa: PLC0415

            with progress() as show:
                done = write(settings, name, to, authors=tuple(author or ()), license_=license_, progress=show)
            say(f"Release {done.name} is version {done.version}; it stays. {done.folder}: {done.n_articles} articles, {done.size:,} bytes")

    @app.command()
    def verify(
        deposit: Annotated[Path, typer.Argument(help="A folder that `dateline release` wrote.", metavar="DEPOSIT")],
        raw: Annotated[Path, typer.Option("--raw", help="Your own texts, laid out as its articles.csv says.", metavar="DIR")],
        debug: Debug = False,
    ) -> None:
        """Make a release again from texts of your own, and compare. Exit code 1 where a table differs or the deposit is damaged.

        Example: dateline verify deposits/2025-06 --raw ~/articles
        """
        with explained(debug=debug):
            from pipeline.warehouse.verify import verify as make  # noqa: PLC0415

            with progress() as show:
                found = make(deposit, raw, show)
            say(_told(found))
            if not found.is_same:
                raise typer.Exit(_DIFFERS)


def _told(found: Verification) -> str:
    from pipeline.warehouse.query import table  # noqa: PLC0415

    lines = [f"release {found.name}, version {found.version}: {found.n_articles} articles"]
    lines += [f"note: {note}" for note in found.notes]
    lines += _listed("files of the deposit are not as they were written", found.damaged)
    lines += _listed("articles are missing from your texts", [f"{a.article_id}  {printable(a.uri)}" for a in found.missing])
    lines += _listed("articles are different in your texts", [f"{a.article_id}  {printable(a.uri)}" for a in found.different])
    lines += _listed("articles of your files are none of the release", [printable(uri) for uri in found.extra])
    lines.append(table(("table", ""), [(name, "same" if is_same else "DIFFERS") for name, is_same in found.tables.items()]).rstrip())
    n = sum(not is_same for is_same in found.tables.values())
    lines.append("Every table came out the same." if not n else f"{n} of {len(found.tables)} tables differ.")
    return "\n".join(lines)


def _listed(what: str, rows: list[str] | tuple[str, ...]) -> list[str]:
    if not rows:
        return []
    more = [f"  … and {len(rows) - _SHOWN} more"] if len(rows) > _SHOWN else []
    return [f"{len(rows)} {what}:", *(f"  {row}" for row in rows[:_SHOWN]), *more]
