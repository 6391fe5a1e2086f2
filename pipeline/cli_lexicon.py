"""The command `dateline lexicon check`: options in, lines out; the work is in pipeline/lexicon and pipeline/warehouse/candidates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from pipeline.settings import Settings

_FAILED = 1


def make(explained: Callable[..., AbstractContextManager[None]], load: Callable[..., Settings]) -> typer.Typer:
    """The group `lexicon`. `explained` turns what goes wrong into a sentence and an exit code, `load` reads the settings."""
    group = typer.Typer(
        name="lexicon",
        help="Word lists and lists of actors: the packs, and your own in the folder lexicon/.\n\nExample: dateline lexicon check",
        no_args_is_help=True,
        rich_markup_mode=None,
    )

    @group.callback()
    def lexicon() -> None:
        """Word lists and lists of actors: the packs, and your own in the folder lexicon/.

        Example: dateline lexicon check
        """

    @group.command()
    def check(
        pack: Annotated[
            str | None,
            typer.Argument(help="A language (fr), shared, a table (orgs, fr/offices) or a folder; else your lexicon.", metavar="PACK"),
        ] = None,
        limit: Annotated[int, typer.Option("--limit", help="Uncovered names to list; 0: none.", min=0, max=10_000)] = 20,
        lang: Annotated[str | None, typer.Option("--lang", help="Only uncovered names of this language.", metavar="TAG")] = None,
        every: Annotated[bool, typer.Option("--all", help="All packs, and every problem found.")] = False,
        warehouse: Annotated[Path | None, typer.Option("--warehouse", help="The published file.", metavar="FILE")] = None,
        debug: Annotated[bool, typer.Option("--debug", help="Show the stack trace of an error.")] = False,
    ) -> None:
        """Check the rows of a lexicon, run their examples, and list frequent names that no lexicon knows. Without PACK: your lexicon, or
        all packs where you have none.

        Example: dateline lexicon check fr
        """
        with explained(debug=debug):
            if _run(load(warehouse=warehouse), pack, limit=limit, lang=lang, every=every):
                raise typer.Exit(_FAILED)

    return group


def _run(settings: Settings, pack: str | None, *, limit: int, lang: str | None, every: bool) -> bool:
    """Print what was found; whether there are errors. Raises LexiconError where the user's files cannot be read."""
    from pipeline import languages  # noqa: PLC0415
    from pipeline.lexicon import check, report  # noqa: PLC0415
    from pipeline.warehouse.lexicon import read_extension  # noqa: PLC0415

    folder = settings.lexicon
    if pack is not None and Path(pack).is_dir():
        folder, pack = Path(pack), "user"
    languages.use(read_extension(folder))
    if pack is None and not every and languages.current().files:
        pack = "user"
    tables, problems = check(pack, folder)
    typer.echo("\n".join(report.lines(tables, problems, len(problems) if every else 20)))
    if limit:
        _list_uncovered(settings, folder, lang, limit)
    return any(p.severity == "error" for p in problems)


def _list_uncovered(settings: Settings, folder: Path, lang: str | None, limit: int) -> None:
    from pipeline.lexicon import report  # noqa: PLC0415
    from pipeline.warehouse.candidates import candidates  # noqa: PLC0415
    from pipeline.warehouse.connect import WarehouseError  # noqa: PLC0415

    try:
        found: list[Any] = candidates(settings.warehouse, settings.home, lang, limit)
    except WarehouseError as error:
        typer.echo(f"\nNames that no lexicon knows cannot be listed. {error}")
        return
    typer.echo("\n".join(report.uncovered(found, str(folder))))
