"""The command line: `dateline`. Thin: options in, a few lines out; the work is in pipeline/warehouse and pipeline/defs.

Nothing heavy is imported before a command needs it: every `--help` answers at once. Exit codes: 0 ok, 1 some documents
failed (they are listed) or a check did, 2 usage, 3 warehouse missing or busy.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, Any

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
from pipeline.screen import lines as for_screen
from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.warehouse.run import RunResult

OK, FAILED, USAGE, UNAVAILABLE = 0, 1, 2, 3

app = typer.Typer(
    name="dateline",
    help="Raw news text in, questions answered in SQL: who said what, who did what to whom, where and when.\n\n"
    'Example: dateline run && dateline query "SELECT speaker, text FROM statements"',
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

_STOPPED = "Stopped. What was done is kept; the next run continues, and the published warehouse is as it was."
_NEXT = (
    'query "SELECT published_on, speaker, text FROM statements ORDER BY ALL LIMIT 20"',
    'query "SELECT date_start, event_type, actors, recipients, place FROM event_reports ORDER BY ALL LIMIT 20"',
    "serve",
    "ui",
)

Raw = Annotated[Path | None, typer.Option("--raw", help="Folder with the documents, one folder per outlet in it.", metavar="DIR")]
Warehouse = Annotated[Path | None, typer.Option("--warehouse", help="The published file.", metavar="FILE")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")]


@contextmanager
def _explained(*, debug: bool) -> Iterator[None]:
    """Turn what usually goes wrong into one sentence and an exit code."""
    from pipeline.settings_rows import SettingsError  # noqa: PLC0415

    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        _complain(_STOPPED)
        raise typer.Exit(130) from None
    except Exception as error:
        if debug:
            raise
        if _was_interrupted(error):
            _complain(_STOPPED)
            raise typer.Exit(130) from None
        code = USAGE if isinstance(error, SettingsError) else _exit_code(error)
        if code is None and (fault := _storage_error(error)) is not None:
            error, code = fault, UNAVAILABLE
        if code is None:
            _complain(f"{type(error).__name__}: {error}\nThis is an error of the program. `--debug` shows where.")
            raise typer.Exit(FAILED) from None
        _complain(str(error))
        raise typer.Exit(code) from None


def _was_interrupted(error: BaseException | None) -> bool:
    """Whether ctrl-C led to this error: what is cleared away behind it may fail, for DuckDB was interrupted as well."""
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False


def _storage_error(error: Exception) -> Exception | None:
    from pipeline.warehouse.storage import storage_error  # noqa: PLC0415

    return storage_error(error)


def _exit_code(error: Exception) -> int | None:
    """The exit code of an error that is explained by its message; None for one that should not happen."""
    from pipeline.audit.sheets import SheetError  # noqa: PLC0415
    from pipeline.engines.instance import ServerError  # noqa: PLC0415
    from pipeline.engines.pool import EngineError  # noqa: PLC0415
    from pipeline.explorer.site import SiteError  # noqa: PLC0415
    from pipeline.ingest import KeepError, ObjectStoreError, PagesError, RawFolderError, RegisterError  # noqa: PLC0415
    from pipeline.languages import LexiconError  # noqa: PLC0415
    from pipeline.models.spans import ModelError  # noqa: PLC0415
    from pipeline.resolve.judgements import JudgementsError  # noqa: PLC0415
    from pipeline.warehouse.articles import StageError  # noqa: PLC0415
    from pipeline.warehouse.checks import CheckFailedError, UnknownCheckError  # noqa: PLC0415
    from pipeline.warehouse.connect import WarehouseError  # noqa: PLC0415
    from pipeline.warehouse.explain import ExplainError  # noqa: PLC0415
    from pipeline.warehouse.export_folder import ExportError  # noqa: PLC0415
    from pipeline.warehouse.query import QueryError  # noqa: PLC0415
    from pipeline.warehouse.targets import TargetError  # noqa: PLC0415

    codes: list[tuple[type[Exception], int]] = [
        (ExportError, USAGE), (WarehouseError, UNAVAILABLE), (RawFolderError, USAGE), (JudgementsError, USAGE), (QueryError, USAGE),
        (LexiconError, USAGE), (ModelError, USAGE), (UnknownCheckError, USAGE), (RegisterError, USAGE), (TargetError, USAGE),
        (ExplainError, USAGE), (SheetError, USAGE), (SiteError, USAGE), (ServerError, UNAVAILABLE),
        (CheckFailedError, FAILED), (StageError, FAILED), (ObjectStoreError, FAILED), (KeepError, FAILED), (PagesError, FAILED),
        (EngineError, FAILED),
    ]  # fmt: skip
    return next((code for kind, code in codes if isinstance(error, kind)), None)


def _complain(message: str) -> None:
    say(message, err=True)


def _settings(**options: Any) -> Settings:
    from pipeline.settings import load  # noqa: PLC0415

    return load(options)


app.add_typer(cli_lexicon.make(_explained, _settings), name="lexicon")
app.add_typer(cli_audit.make(_explained, _settings), name="audit")
app.add_typer(cli_judge.make(_explained, _settings), name="judge")
cli_versions.add(app, _explained, _settings)
cli_forget.add(app, _explained, _settings)


@app.command()
def run(
    raw: Raw = None,
    warehouse: Warehouse = None,
    full: Annotated[bool, typer.Option("--full", help="Do everything anew, whatever was done before.")] = False,
    debug: Debug = False,
) -> None:
    """Read what is new or changed below raw/ and publish the warehouse.

    Example: dateline run --raw ~/articles
    """
    with _explained(debug=debug):
        settings = _settings(raw=raw, warehouse=warehouse)
        from pipeline.engines.notify import failures_told  # noqa: PLC0415
        from pipeline.warehouse.run import nothing_to_do  # noqa: PLC0415

        with failures_told(settings):
            is_idle = nothing_to_do(settings, full=full)
        if is_idle:
            say(f"Nothing is new below {settings.raw}; {settings.warehouse} is up to date.")
            return
        with _progress() as progress:
            result = _execute(settings, full=full, progress=progress)
        if not result.did_nothing:
            _report(settings, result)
        if result.failures:
            raise typer.Exit(FAILED)


def _execute(settings: Settings, *, full: bool, progress: Callable[[str, int, int | None], None]) -> RunResult:
    """The one seam between the command line and the run: Dagster's job, in this process."""
    from pipeline.defs.execute import run_reingest  # noqa: PLC0415
    from pipeline.warehouse.connect import DamagedError  # noqa: PLC0415

    try:
        return run_reingest(settings, full=full, progress=progress)
    except DamagedError as error:  # a block that nobody had read before: from here on it is as if the file could not have been opened
        _complain(str(error))
        return run_reingest(settings, full=full, progress=progress)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """One line on a terminal that is rewritten; elsewhere a line every ten seconds."""
    import time  # noqa: PLC0415

    is_terminal, began, said = sys.stderr.isatty(), time.monotonic(), [time.monotonic()]

    def show(what: str, done: int, total: int | None) -> None:
        text = f"{what} {done:,}" + (f" of {total:,}" if total else "")
        if is_terminal:
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()
        elif time.monotonic() - said[0] > 10:
            said[0] = time.monotonic()
            sys.stderr.write(f"{time.monotonic() - began:6.0f} s  {text}\n")

    try:
        yield show
    finally:
        if is_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


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
    with _explained(debug=debug):
        settings = _settings(warehouse=warehouse)
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
    with _explained(debug=debug):
        settings = _settings(warehouse=warehouse)
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
    with _explained(debug=debug):
        settings = _settings(raw=raw, warehouse=warehouse)
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
    with _explained(debug=debug):
        settings = _settings(raw=raw, warehouse=warehouse)
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
    with _explained(debug=debug):
        rows = _settings(raw=raw, warehouse=warehouse).explain()
        widths = [max(len(row[i]) for row in rows) for i in range(2)]
        for name, value, origin in rows:
            say(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {origin}")


@app.command()
def ui(
    port: Annotated[int, typer.Option("--port", help="Port on this machine.", min=1, max=65535)] = 3000,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="Pages on which nothing can be started or changed, without the daemon: for others to see.")
    ] = False,
    raw: Raw = None,
    warehouse: Warehouse = None,
    debug: Debug = False,
) -> None:
    """Serve Dagster's pages and its daemon until ctrl-C, to this machine only: whoever reaches the pages can start runs with any address
    that a browser opens. For others, put a proxy that asks who they are before a second, --read-only instance (README: On a server).

    Example: dateline ui --port 3001
    """
    with _explained(debug=debug):
        settings = _settings(raw=raw, warehouse=warehouse)
        from pipeline.defs.storage import prepare  # noqa: PLC0415
        from pipeline.engines.instance import serve  # noqa: PLC0415

        prepare(settings)
        raise typer.Exit(serve(settings, port, say, read_only=read_only))


app.command(name="serve")(cli_serve.make(_explained, _settings))
app.command(name="check")(cli_check.make(_explained, _settings))
cli_export.add(app, _explained, _settings, _progress)
cli_release.add(app, _explained, _settings, _progress)
cli_init.add(app, _explained)
app.command(name="dictionary")(cli_dictionary.make(_explained))


def main() -> None:
    """The entry point of `dateline`."""
    app()


if __name__ == "__main__":
    main()
