"""The commands that serve pages on this machine: `dateline ui`, Dagster's, and `dateline serve`, the analysts' (pipeline/explorer)."""

from __future__ import annotations

import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_common import Debug, Raw, Warehouse, explained, load
from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings

_LOOPBACK = "127.0.0.1"


def add(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def serve(
        port: Annotated[int, typer.Option("--port", help="Port on this machine.", min=1, max=65535)] = 3002,
        allowed_host: Annotated[
            list[str] | None,
            typer.Option("--allowed-host", help="A name under which a proxy passes requests on; may be repeated.", metavar="NAME"),
        ] = None,
        static: Annotated[
            Path | None, typer.Option("--static", help="Write the pages as files into this folder instead, and end.", metavar="DIR")
        ] = None,
        who: Annotated[
            str | None,
            typer.Option("--who", help="Offer forms for judging by hand and audits; what is said is written in this name.", metavar="NAME"),
        ] = None,
        raw: Raw = None,
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Serve the pages for reading the warehouse until ctrl-C, to this machine only: search, articles with what was found in them,
        quotes, timeline, names, stories, map, quality, dictionary, SQL. A newly published version is seen by the next request. With --who
        there are forms: what is wrong is said where it is seen, and the next run carries it out.

        Example: dateline serve --port 3002 --who "N. Haddad"
        """
        with explained(debug=debug):
            settings = load(raw=raw, warehouse=warehouse)
            if static is not None:
                _write(settings, static)
                return
            from pipeline.engines.instance import ServerError, is_free  # noqa: PLC0415
            from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

            published_connection(settings.warehouse).close()  # what is wrong with the file is said here rather than on a page
            if not is_free(port):
                raise ServerError(f"Port {port} is taken on this machine. Is `dateline serve` running already? Try --port {port + 1}.")
            import uvicorn  # noqa: PLC0415

            from pipeline.explorer.app import build  # noqa: PLC0415
            from pipeline.explorer.pen import Pen  # noqa: PLC0415
            from pipeline.warehouse.desk import Door  # noqa: PLC0415

            pen = Pen(settings, " ".join(who.split())) if who and who.strip() else None
            pages = build(Door(settings.warehouse), tuple(name.lower() for name in allowed_host or ()), pen)
            say(f"The pages: http://{_LOOPBACK}:{port}   (ctrl-C ends them)")
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            with suppress(KeyboardInterrupt):  # ctrl-C, or SIGTERM, is how it ends: the server closes, then raises the signal anew
                uvicorn.run(
                    pages, host=_LOOPBACK, port=port, log_level="warning", access_log=False, server_header=False, ws="none", lifespan="off"
                )

    @app.command()
    def ui(
        port: Annotated[int, typer.Option("--port", help="Port on this machine.", min=1, max=65535)] = 3000,
        read_only: Annotated[
            bool,
            typer.Option("--read-only", help="Pages on which nothing can be started or changed, without the daemon: for others to see."),
        ] = False,
        raw: Raw = None,
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Serve Dagster's pages and its daemon until ctrl-C, to this machine only: whoever reaches the pages can start runs with any
        address that a browser opens. For others, put a proxy that asks who they are before a second, --read-only instance (README: On a
        server).

        Example: dateline ui --port 3001
        """
        with explained(debug=debug):
            settings = load(raw=raw, warehouse=warehouse)
            from pipeline.defs.storage import prepare  # noqa: PLC0415
            from pipeline.engines.instance import serve as keep_up  # noqa: PLC0415

            prepare(settings)
            raise typer.Exit(keep_up(settings, port, say, read_only=read_only))


def _write(settings: Settings, folder: Path) -> None:
    from pipeline.explorer.site import write  # noqa: PLC0415

    written = write(settings, folder)
    texts = ", ".join(written.sources) or "no outlet (may_publish_text in source.toml allows it)"
    say(f"{written.n_pages:,} pages, {written.n_bytes / 1e6:.1f} MB: {folder / 'index.html'}. Whole texts of {texts}.")
