"""The command line: `dateline`. Thin: options in, a few lines out; the work is in pipeline/warehouse and pipeline/defs.

Nothing heavy is imported before a command needs it: every `--help` answers at once. Exit codes: 0 ok, 1 some documents
failed (they are listed) or a check did, 2 usage, 3 warehouse missing or busy.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from os import environ
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline import (
    cli_audit,
    cli_check,
    cli_dictionary,
    cli_export,
    cli_forget,
    cli_init,
    cli_judge,
    cli_lexicon,
    cli_release,
    cli_serve,
    cli_versions,
)
from pipeline.cli_common import FAILED, Debug, Raw, Warehouse, complain, explained, load, progress
from pipeline.screen import lines as for_screen
from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.warehouse.run import RunResult

app = typer.Typer(
    name="dateline",
    help="Raw news text in, questions answered in SQL: who said what, who did what to whom, where and when.\n\n"
    'Example: dateline run && dateline query "SELECT speaker, text FROM statements"',
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_NEXT = (
    'query "SELECT published_on, speaker, text FROM statements ORDER BY ALL LIMIT 20"',
    'query "SELECT date_start, event_type, actors, recipients, place FROM event_reports ORDER BY ALL LIMIT 20"',
    "serve",
    "ui",
)


app.add_typer(cli_lexicon.make(), name="lexicon")
app.add_typer(cli_audit.make(), name="audit")
app.add_typer(cli_judge.make(), name="judge")
cli_versions.add(app)
cli_forget.add(app)


@app.command()
def run(
    raw: Raw = None,
    warehouse: Warehouse = None,
    full: Annotated[bool, typer.Option("--full", help="Do everything anew, whatever was done before.")] = False,
    engine: Annotated[str | None, typer.Option("--engine", help="Where documents are worked on: pool (this machine) or spark.")] = None,
    master: Annotated[
        str | None, typer.Option("--master", help="Spark's master: spark://HOST:PORT, or local[*] for this machine.", metavar="URL")
    ] = None,
    debug: Debug = False,
) -> None:
    """Read what is new or changed below raw/ and publish the warehouse.

    Example: dateline run --raw ~/articles
    """
    with explained(debug=debug):
        settings = load(raw=raw, warehouse=warehouse, engine=engine, spark_master=master)
        from pipeline.engines.local import uncollected  # noqa: PLC0415

        with uncollected():  # a thousand modules make no garbage, and each look for it goes through all of them
            from pipeline.engines.notify import failures_told  # noqa: PLC0415
            from pipeline.warehouse.run import nothing_to_do  # noqa: PLC0415

        with failures_told(settings):
            is_idle = nothing_to_do(settings, full=full)
        if is_idle:
            say(f"Nothing is new below {settings.raw}; {settings.warehouse} is up to date.")
            return
        with progress() as show:
            result = _execute(settings, full=full, progress=show)
        if not result.did_nothing:
            _report(settings, result)
        if result.failures:
            raise typer.Exit(FAILED)


def _execute(settings: Settings, *, full: bool, progress: Callable[[str, int, int | None], None]) -> RunResult:
    """The one seam between the command line and the run: Dagster's job, in this process."""
    from pipeline.engines.local import uncollected  # noqa: PLC0415

    with uncollected():
        from pipeline.defs.execute import run_reingest  # noqa: PLC0415
        from pipeline.warehouse.connect import DamagedError  # noqa: PLC0415
    gc.freeze()  # what modules are made of stays as long as the run
    try:
        return run_reingest(settings, full=full, progress=progress)
    except DamagedError as error:  # a block that nobody had read before: from here on it is as if the file could not have been opened
        complain(str(error))
        return run_reingest(settings, full=full, progress=progress)
    finally:
        gc.unfreeze()


def _report(settings: Settings, result: RunResult) -> None:
    """What a run found, what failed, and what to type next."""
    from pipeline.warehouse.connect import published_connection  # noqa: PLC0415
    from pipeline.warehouse.summary import report  # noqa: PLC0415

    con = published_connection(settings.warehouse)
    try:
        say(report(con, settings, result))
    finally:
        con.close()
    _list_failures(result.failures)
    say("\n".join(["\nNext:", *(f"  {_myself()} {command}" for command in _NEXT)]))


def _myself() -> str:
    """How this program is called from here: by its name where that is on the PATH, else by its path."""
    from shutil import which  # noqa: PLC0415

    script = Path(sys.argv[0])
    if script.name != "dateline":
        return f"{sys.executable} -m pipeline.cli"
    found = which("dateline")
    if found and Path(found).resolve() == script.resolve():
        return "dateline"
    script = script.absolute()
    return str(script.relative_to(Path.cwd())) if script.is_relative_to(Path.cwd()) else str(script)


def _list_failures(failures: tuple[tuple[str, str, str], ...] | list[tuple[str, str, str]], shown: int = 10) -> None:
    if not failures:
        return
    say(f'\n{len(failures)} failed (all of them: dateline query "FROM ingest_errors"):', err=True)
    for _, message, hint in failures[:shown]:
        say(f"  {message} {hint}", err=True)


@app.command()
def status(warehouse: Warehouse = None, debug: Debug = False) -> None:
    """Say what the published warehouse holds, when it was built and what could not be read.

    Example: dateline status
    """
    with explained(debug=debug):
        settings = load(warehouse=warehouse)
        from pipeline.warehouse.connect import published_connection  # noqa: PLC0415
        from pipeline.warehouse.summary import state  # noqa: PLC0415

        con = published_connection(settings.warehouse)
        try:
            say(state(con, settings))
        finally:
            con.close()


# A question may begin with a comment (`-- …`), which must not be taken for an option.
@app.command(context_settings={"ignore_unknown_options": True})
def query(
    sql: Annotated[str, typer.Argument(help="A question in SQL.", metavar='"SQL"')],
    format_: Annotated[str | None, typer.Option("--format", help="table, csv, json or parquet; else what the file's name says.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file.", metavar="FILE")] = None,
    warehouse: Warehouse = None,
    debug: Debug = False,
) -> None:
    """Ask the published warehouse.

    Example: dateline query "SELECT speaker, count(*) AS n FROM statements GROUP BY ALL ORDER BY n DESC" -o speakers.csv
    """
    with explained(debug=debug):
        settings = load(warehouse=warehouse)
        from pipeline.warehouse.connect import published_connection  # noqa: PLC0415
        from pipeline.warehouse.query import answer, format_for  # noqa: PLC0415

        output_format = format_for(format_, output)
        con = published_connection(settings.warehouse)
        try:
            text = answer(con, sql, output_format, output)
        finally:
            con.close()
        if text is not None:
            # What is piped is as it was asked for; on a screen no text of a document steers the terminal.
            typer.echo(for_screen(text) if sys.stdout.isatty() else text, nl=False)


@app.command()
def explain(
    article: Annotated[
        str,
        typer.Argument(
            help="article_id or its beginning, uri, external id, url, or a file below raw/; or quote: and the beginning of a quote_id; "
            "or event: and the beginning of an event_id or event_mention_id.",
            metavar="ARTICLE",
        ),
    ],
    kept: Annotated[bool, typer.Option("--kept", help="Only lines that were kept.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Only lines that were dropped.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs: one JSON object, lines uncut.")] = False,
    history: Annotated[bool, typer.Option("--history", help="Look among superseded and removed versions too.")] = False,
    raw: Raw = None,
    warehouse: Warehouse = None,
    debug: Debug = False,
) -> None:
    """Show an article line by line: kept or dropped, as what, why, and how sure that is. Or a quote: its rule, its speaker, its statement.
    Or an event: its reports, why they are one, what they say differently.

    Example: dateline explain raw/carthage-herald/ceasefire-tunis.txt --dropped
    """
    with explained(debug=debug):
        settings = load(raw=raw, warehouse=warehouse)
        from pipeline.warehouse import explain as room  # noqa: PLC0415
        from pipeline.warehouse import explain_event, explain_quote  # noqa: PLC0415
        from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

        paint, columns = room.painted if _has_colours() else room.unpainted, get_terminal_size((120, 24)).columns
        con = published_connection(settings.warehouse)
        try:
            if article.startswith(explain_quote.PREFIX):
                quote = explain_quote.explain(con, article)
                page = explain_quote.as_json(quote) if as_json else explain_quote.as_text(quote, columns, paint)
                typer.echo(page, nl=False, color=True)
                return
            if article.startswith(explain_event.PREFIX):
                event = explain_event.explain(con, article)
                page = explain_event.as_json(event) if as_json else explain_event.as_text(event, columns, paint)
                typer.echo(page, nl=False, color=True)
                return
            found = room.explain(con, article, settings.raw, history=history)
        finally:
            con.close()
        chosen = [line for line in found.lines if kept is dropped or line.kept is kept]
        if as_json:
            typer.echo(room.as_json(found, chosen), nl=False)
            return
        typer.echo(room.as_text(found, chosen, columns, paint), nl=False, color=True)


def _has_colours() -> bool:
    """Colours are for terminals whose user has not asked for none (no-color.org)."""
    return sys.stdout.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


@app.command()
def overrides(raw: Raw = None, warehouse: Warehouse = None, debug: Debug = False) -> None:
    """Read what was decided by hand (overrides/*.csv), and say what became of each row.

    Example: dateline overrides
    """
    with explained(debug=debug):
        settings = load(raw=raw, warehouse=warehouse)
        from pipeline.warehouse import overrides as room  # noqa: PLC0415
        from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

        con = published_connection(settings.warehouse) if settings.warehouse.is_file() else None
        try:
            say(room.statement(settings, con))
        finally:
            if con is not None:
                con.close()


@app.command()
def config(raw: Raw = None, warehouse: Warehouse = None, debug: Debug = False) -> None:
    """Show each setting and where it comes from.

    Example: DATELINE_RAW=~/articles dateline config
    """
    with explained(debug=debug):
        rows = load(raw=raw, warehouse=warehouse).explain()
        widths = [max(len(row[i]) for row in rows) for i in range(2)]
        for name, value, origin in rows:
            say(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {origin}")


cli_serve.add(app)
app.command(name="check")(cli_check.make())
cli_export.add(app)
cli_release.add(app)
cli_init.add(app)
app.command(name="dictionary")(cli_dictionary.make())


def main() -> None:
    """The entry point of `dateline`."""
    app()


if __name__ == "__main__":
    main()
