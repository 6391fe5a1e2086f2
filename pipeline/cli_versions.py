"""The commands `dateline versions`, `diff` and `restore`: the work is in pipeline/warehouse/versions and difference."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli_common import Debug, Warehouse, explained, load
from pipeline.screen import printable, say

if TYPE_CHECKING:
    from pipeline.warehouse.difference import RowChange, TableChange

_SIGNS = {"came": "+", "went": "-", "changed": "~"}


def add(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def versions(warehouse: Warehouse = None, debug: Debug = False) -> None:
        """List the published versions that are kept, the latest first.

        Example: dateline versions
        """
        with explained(debug=debug):
            from pipeline.warehouse import versions as room  # noqa: PLC0415
            from pipeline.warehouse.query import table  # noqa: PLC0415

            found = room.kept(load(warehouse=warehouse))
            rows = [
                (
                    v.name,
                    v.built_at,
                    v.n_articles,
                    v.problem or ", ".join([*(["published"] if v.is_published else []), *(f"release {name}" for name in v.releases)]),
                )
                for v in found
            ]
            said = table(("version", "built at", "articles", ""), rows) if rows else "No version is kept yet: `dateline run` makes one.\n"
            say(said, nl=False)

    @app.command()
    def diff(
        before: Annotated[str, typer.Argument(help="A version, a run, the beginning of either, or a file.", metavar="RUN_A")],
        after: Annotated[str, typer.Argument(help="As before; without it, what is published.", metavar="RUN_B")] = "published",
        tables: Annotated[list[str] | None, typer.Option("--table", help="Only this table; may be repeated.", metavar="TABLE")] = None,
        rows: Annotated[int, typer.Option("--rows", help="Rows to show of each table and kind of change.", min=0)] = 3,
        as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object a table.")] = False,
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Say which rows came, went or changed between two published versions.

        Example: dateline diff run_20250602T10 published --table events
        """
        with explained(debug=debug):
            from pipeline.warehouse import difference  # noqa: PLC0415
            from pipeline.warehouse.query import QueryError  # noqa: PLC0415
            from pipeline.warehouse.versions import find  # noqa: PLC0415

            settings = load(warehouse=warehouse)
            try:
                found = difference.difference(find(settings, before), find(settings, after), tables or (), rows)
            except KeyError as error:
                raise QueryError(f"{error.args[0]}.") from error
            say(_as_json(found) if as_json else _as_text(found), nl=False)

    @app.command()
    def restore(
        version: Annotated[str, typer.Argument(help="A version, a run, or the beginning of either.", metavar="VERSION")],
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Put an earlier published version back in place. The next run that finds something to do publishes the present state again.

        Example: dateline restore 20250602T10
        """
        with explained(debug=debug):
            from pipeline.warehouse import versions as room  # noqa: PLC0415

            settings = load(warehouse=warehouse)
            name = room.restore(settings, version)
            say(
                f"{settings.warehouse} holds version {name} now. The next run that finds something to do publishes the present state again."
            )


def _as_text(found: list[TableChange]) -> str:
    from pipeline.warehouse.query import table  # noqa: PLC0415

    if not found:
        return "The two versions hold the same rows.\n"
    out = [table(("table", "came", "went", "changed"), [(c.table, c.came, c.went, c.changed) for c in found])]
    for change in found:
        if change.not_compared:
            out.append(f"{change.table}: only one of the versions has {', '.join(change.not_compared)}; not compared\n")
        if change.rows:
            out.append(f"\n{change.table}\n")
            out += [printable(line) + "\n" for row in change.rows for line in _lines(row)]
    return "".join(out)


def _lines(row: RowChange) -> list[str]:
    now = f"   now {', '.join(row.now)}" if row.now else ""
    head = f"{_SIGNS[row.how]} {' '.join(str(part) for part in row.key)}{now}"
    if row.how == "changed":
        return [head, *(f"    {name}: {_shown(old)} → {_shown(new)}" for name, (old, new) in row.columns.items())]
    side = 0 if row.how == "went" else 1
    said = [f"{name} {_shown(pair[side])}" for name, pair in row.columns.items() if pair[side] is not None and pair[side] not in row.key]
    return [f"{head}   {'; '.join(said[:5])}"]


def _shown(value: Any) -> str:
    text = "NULL" if value is None else str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _as_json(found: list[TableChange]) -> str:
    from pipeline.warehouse.query import plain  # noqa: PLC0415

    return "".join(
        json.dumps(
            {
                "table": change.table, "came": change.came, "went": change.went, "changed": change.changed,
                "not_compared": change.not_compared,
                "rows": [
                    {"how": row.how, "key": [plain(part) for part in row.key], "now": row.now,
                     "columns": {name: [plain(old), plain(new)] for name, (old, new) in row.columns.items()}}
                    for row in change.rows
                ],
            },
            ensure_ascii=False,
        )
        + "\n"
        for change in found
    )  # fmt: skip
