"""The command `dateline init`: the work is in pipeline/engines/layout.py."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

from pipeline.screen import say

_USAGE = 2


def add(app: typer.Typer, explained: Callable[..., AbstractContextManager[None]]) -> None:
    """Add the command. `explained` turns what goes wrong into a sentence and an exit code."""

    @app.command()
    def init(
        folder: Annotated[Path, typer.Argument(help="A new folder, or one to complete.", metavar="DIR")],
        debug: Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")] = False,
    ) -> None:
        """Lay out a folder to work in: raw/ for documents, dateline.toml for settings, dagster.yaml. What is there stays as it is.

        Example: dateline init sahel
        """
        with explained(debug=debug):
            from pipeline.engines.layout import LayoutError, lay_out  # noqa: PLC0415

            try:
                made = lay_out(folder)
            except LayoutError as error:
                say(str(error), err=True)
                raise typer.Exit(_USAGE) from error
            for name, is_new in made.items():
                say(f"{folder / name}{'' if is_new else '  (was there, and stays as it is)'}")
            say(f"\nPut documents into {folder / 'raw'}, a folder an outlet in it; then: cd {folder} && dateline run")
