"""The command `dateline forget`: what is meant, what would go, a question, and what was done. The work is in pipeline/warehouse/forget."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_common import USAGE, Debug, Raw, Warehouse, explained, load
from pipeline.screen import printable, say

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.warehouse.forget import Forgotten
    from pipeline.warehouse.quoted import Quotation
    from pipeline.warehouse.targets import Target

_LISTED = 20


def add(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def forget(  # noqa: PLR0913, PLR0917 — the options of one command
        wanted: Annotated[
            str | None, typer.Argument(help="An article (id or path), an address, or a person (entity_id or name).", metavar="WHAT")
        ] = None,
        reason: Annotated[str, typer.Option("--reason", help="Why, for the register; the person is not named in it.", metavar="TEXT")] = "",
        as_: Annotated[str, typer.Option("--as", help="article, url or person, where WHAT may be several.", metavar="KIND")] = "",
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
        yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
        edit_overrides: Annotated[bool, typer.Option("--edit-overrides", help="Take rows that quote it out of overrides/*.csv.")] = False,
        finish: Annotated[bool, typer.Option("--finish", help="Carry out the whole register, such as rows from another machine.")] = False,
        raw: Raw = None,
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Remove an article, or a person's names, from all that Dateline has made and keeps, and never take it up again.

        Example: dateline forget raw/carthage-herald/ceasefire-tunis.txt --reason "withdrawn by the outlet"
        """
        with explained(debug=debug):
            _refuse(wanted, reason, as_, finish=finish)
            settings = load(raw=raw, warehouse=warehouse)
            target = None if wanted is None else _target(settings, wanted, as_, reason)
            say("\n".join(_announced(settings, target)))
            if dry_run:
                _say_quoted(settings, target, edited=False)
                say("Nothing was removed: --dry-run.")
                return
            _ask(yes=yes)
            done = _carried_out(settings, target)
            say("\n".join(_told(settings, done, target)))
            _say_quoted(settings, None, edited=edit_overrides)


def _refuse(wanted: str | None, reason: str, kind: str, *, finish: bool) -> None:
    problem = ""
    if (wanted is None) is not finish:
        problem = "Name an article, an address or a person; or give --finish alone to carry out what the register holds."
    elif not finish and not reason.strip():
        problem = "Say why, with --reason: who reads the register later must be able to tell."
    elif kind not in ("", "article", "url", "person"):
        problem = f"--as is article, url or person, not `{printable(kind)}`."
    if problem:
        say(problem, err=True)
        raise typer.Exit(USAGE)


def _target(settings: Settings, wanted: str, kind: str, reason: str) -> Target:
    from datetime import UTC, datetime  # noqa: PLC0415

    from pipeline.warehouse import forgotten, targets  # noqa: PLC0415
    from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

    register = forgotten.load(settings)
    con = published_connection(settings.warehouse) if settings.warehouse.is_file() else None
    try:
        asked = targets.Asked(wanted, kind, reason, f"{datetime.now(UTC):%Y-%m-%d}", settings.raw)
        return targets.find(con, register, asked)
    finally:
        if con is not None:
            con.close()


def _announced(settings: Settings, target: Target | None) -> list[str]:
    from pipeline.warehouse.forgotten import path  # noqa: PLC0415

    if target is None:
        return [f"To be carried out: {path(settings)}"]
    what = {"article": "article, with all versions and copies", "url": "address, with its article", "person": "person"}[target.kind]
    return [f"To be forgotten: {what}", *(f"  {line}" for line in target.lines)]


def _ask(*, yes: bool) -> None:
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("Nothing was removed: this cannot be undone, so it asks, and there is no terminal. Give --yes, or look first with --dry-run.",
            err=True)  # fmt: skip
        raise typer.Exit(USAGE)
    typer.confirm("This cannot be undone. Go on?", abort=True)


def _carried_out(settings: Settings, target: Target | None) -> Forgotten:
    from pipeline.warehouse import overrides  # noqa: PLC0415
    from pipeline.warehouse.forget import forget  # noqa: PLC0415

    overrides.expect(settings)
    began: list[str] = []
    try:
        return forget(settings, target, step=began.append)
    except BaseException:
        if len(began) > 1:
            where = f"{settings.warehouse} and files below {settings.home}"
            say(f"Not finished: it is registered, but {where} may still hold it. Mend what is said below, then give the command anew.",
                err=True)  # fmt: skip
        raise


def _told(settings: Settings, done: Forgotten, target: Target | None) -> list[str]:
    from pipeline.warehouse.forgotten import path  # noqa: PLC0415

    swept = done.swept
    lines = [f"registered  {path(settings)}: keep it; without it, what is forgotten comes back with the next run"]
    lines.append(f"removed     rows and bytes, from {settings.warehouse} and all tables behind it")
    lines += [f"rewritten   {name}" for name in swept.rewritten]
    lines += [f"removed     {name}" for name in swept.removed]
    lines += [f"removed     {swept.n_objects} kept objects that no row referred to"] if swept.n_objects else []
    lines += [f"not read    {name}: look into it yourself" for name in swept.unread]
    files = target.files if target is not None and target.files else done.files
    there = [name for name in files if (settings.raw / name).exists()]
    lines += [f"still there {settings.raw / name}: it is yours, and is not taken up again" for name in there[:_LISTED]]
    lines += [f"still there {len(there) - _LISTED} more files below {settings.raw}"] if len(there) > _LISTED else []
    lines.append(f"{done.n_left_out} forgotten documents left out, {done.n_blanked} documents with names blanked")
    return lines


def _say_quoted(settings: Settings, target: Target | None, *, edited: bool) -> None:
    """The lines of the user's own files that quote what is forgotten."""
    from pipeline.warehouse import forgotten, quoted  # noqa: PLC0415

    register = forgotten.load(settings).with_rows(target.rows if target is not None else ())
    found: list[Quotation] = quoted.quotations(settings, register)
    removable = [q for q in found if q.is_row]
    if edited:
        quoted.remove(settings, register)
        for quotation in removable:
            say(f"removed     {quotation.path}, line {quotation.line}")
        found = [q for q in found if not q.is_row]
    for quotation in found:
        advice = "not carried out any more; take the row out, or give --edit-overrides" if quotation.is_row else "take it out yourself"
        say(f"quoted in   {quotation.path}, line {quotation.line}: {advice}")
