"""The command `dateline init`: the work is in pipeline/engines/layout.py."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli_common import Debug, explained
from pipeline.screen import say


def add(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def init(
        folder: Annotated[Path, typer.Argument(help="A new folder, or one to complete.", metavar="DIR")],
        debug: Debug = False,
    ) -> None:
        """Lay out a folder to work in: raw/ for documents, dateline.toml for settings, dagster.yaml. What is there stays as it is.

        Example: dateline init sahel
        """
        with explained(debug=debug):
            from pipeline.engines.layout import lay_out  # noqa: PLC0415

            for name, is_new in lay_out(folder).items():
                say(f"{folder / name}{'' if is_new else '  (was there, and stays as it is)'}")
            say(f"\nPut documents into {folder / 'raw'}, a folder an outlet in it; then: cd {folder} && dateline run")
