"""The command `dateline dictionary`: what stands in the published file. The work is in pipeline/warehouse/catalogue."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_common import Debug, explained
from pipeline.screen import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.warehouse.catalogue import Entry


def make() -> Callable[..., None]:
    """The command."""

    def dictionary(
        name: Annotated[str | None, typer.Argument(help="A table, view or macro; else all.", metavar="TABLE")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON list.")] = False,
        debug: Debug = False,
    ) -> None:
        """Say what the tables, views and macros of the published file mean, or the columns of one of them.

        Example: dateline dictionary quotes
        """
        with explained(debug=debug):
            from pipeline.warehouse.catalogue import entries  # noqa: PLC0415

            found = entries() if name is None else (_one(entries(), name),)
            if as_json:
                say(json.dumps([asdict(entry) for entry in found], ensure_ascii=False, indent=1))
            else:
                say(_list(found) if name is None else _page(found[0]), nl=False)

    return dictionary


def _one(entries: Sequence[Entry], name: str) -> Entry:
    """Raises QueryError for a name that nothing bears."""
    from difflib import get_close_matches  # noqa: PLC0415

    from pipeline.warehouse.query import QueryError  # noqa: PLC0415

    wanted = name.strip().lower().partition("(")[0].removeprefix("main.")
    known = {entry.name.lower(): entry for entry in entries}
    if wanted in known:
        return known[wanted]
    close = get_close_matches(wanted, known, 3, 0.5)
    meant = f" Is it {' or '.join(known[c].name for c in close)}?" if close else ""
    raise QueryError(f"There is no table, view or macro `{name}`.{meant} `dateline dictionary` lists what there is.")


def _list(entries: Sequence[Entry]) -> str:
    """One line each, by kind."""
    width = max(len(entry.called) for entry in entries)
    lines, kind = [], ""
    for entry in entries:
        if entry.kind != kind:
            lines += ["", f"{entry.kind}s"]
            kind = entry.kind
        lines.append(f"  {entry.called:<{width}}  {entry.comment}")
    return "\n".join(lines[1:]) + "\n\nOne of them: dateline dictionary quotes\n"


def _page(entry: Entry) -> str:
    lines = [f"{entry.called}  ({entry.kind})", entry.comment]
    if entry.fields:
        names, types = (max(len(getattr(f, what)) for f in entry.fields) for what in ("name", "type"))
        lines += ["", *(f"  {f.name:<{names}}  {f.type:<{types}}  {f.comment}".rstrip() for f in entry.fields)]
    return "\n".join(lines) + "\n"
