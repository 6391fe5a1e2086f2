"""The command `dateline check`: options in, rows out; the work is in pipeline/warehouse/checks and digest."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_common import FAILED, Debug, Warehouse, explained, load
from pipeline.screen import printable, say

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.settings import Settings
    from pipeline.warehouse.checks import CheckResult


def make() -> Callable[..., None]:
    """The command."""

    def check(
        name: Annotated[str | None, typer.Argument(help="One check; else all.", metavar="NAME")] = None,
        digest: Annotated[bool, typer.Option("--digest", help="Print one digest a table instead: equal for equal rows.")] = False,
        rows: Annotated[int, typer.Option("--rows", help="Offending rows to show of each check.", min=1, max=100_000)] = 5,
        as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON list.")] = False,
        strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 for warnings too.")] = False,
        raw: Annotated[
            Path | None, typer.Option("--raw", help="Folder with the documents; checks/ beside it holds your own.", metavar="DIR")
        ] = None,
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Run the checks on the published warehouse: what must hold (error), and what is unusual (warning). Exit code 1 for an error.

        Example: dateline check sudden_drop_in_quotes --rows 20
        """
        with explained(debug=debug):
            settings = load(raw=raw, warehouse=warehouse)
            from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

            con = published_connection(settings.warehouse)
            try:
                if digest:
                    _print_digests(con)
                    return
                results = _results(con, settings, name, rows)
            finally:
                con.close()
            say(_json(results) if as_json else _text(results), nl=False)
            if any(r.blocks or (strict and not r.passed) for r in results):
                raise typer.Exit(FAILED)

    return check


def _print_digests(con: DuckDBPyConnection) -> None:
    from pipeline.warehouse.digest import digests  # noqa: PLC0415

    for table, value in digests(con).items():
        say(f"{table:<20} {value or '-'}")


def _results(con: DuckDBPyConnection, settings: Settings, name: str | None, rows: int) -> list[CheckResult]:
    """Raises UnknownCheckError for a name that no check has, and WarehouseError for a file of another release."""
    import duckdb  # noqa: PLC0415

    from pipeline.warehouse import checks  # noqa: PLC0415
    from pipeline.warehouse.connect import WarehouseError  # noqa: PLC0415

    given = checks.given_by(settings, rows=rows)
    try:
        return checks.run_checks(con, given) if name is None else [checks.run_check(con, name, given)]
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseError(
            f"The checks do not fit {settings.warehouse}: {str(error).splitlines()[0].rstrip('.')}. Another release of Dateline"
            " published it. `dateline run` publishes it anew."
        ) from error


def _text(results: Sequence[CheckResult]) -> str:
    """A table of all, then the rows that offend."""
    from pipeline.warehouse.query import table  # noqa: PLC0415

    listed = [(r.name, r.severity, "ok" if r.passed else f"{r.n_offending:,}") for r in results]
    lines = [table(("check", "severity", "found"), listed)]
    for result in results:
        if result.passed:
            continue
        lines.append(f"\n{'FAILED' if result.blocks else 'warning'} {result.name}: {printable(result.description)}\n")
        lines += [f"  {printable(what)}  {printable(key)}  {printable(detail)}\n" for what, key, detail in result.examples]
        if (more := result.n_offending - len(result.examples)) > 0:
            lines.append(f"  and {more:,} more: dateline check {result.name} --rows {result.n_offending}\n")
    return "".join(lines)


def _json(results: Sequence[CheckResult]) -> str:
    shown = [
        {
            "check": r.name, "severity": r.severity, "table": r.table, "is_own": r.is_own, "passed": r.passed, "n_offending": r.n_offending,
            "description": r.description, "rows": [dict(zip(("what", "id", "detail"), row, strict=True)) for row in r.examples],
        }
        for r in results
    ]  # fmt: skip
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"
