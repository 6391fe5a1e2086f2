"""The command `dateline lexicon check`: options in, lines out; the work is in pipeline/lexicon and pipeline/warehouse/candidates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli_common import FAILED, Debug, Warehouse, explained, load
from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings


def make() -> typer.Typer:
    """The group `lexicon`."""
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
        limit: Annotated[int, typer.Option("--limit", help="Uncovered names and verbs to list; 0: none.", min=0, max=10_000)] = 20,
        lang: Annotated[str | None, typer.Option("--lang", help="Only uncovered names and verbs of this language.", metavar="TAG")] = None,
        articles: Annotated[
            int, typer.Option("--articles", help="Newest articles of a language to look for verbs in; 0: none.", min=0)
        ] = 5_000,
        every: Annotated[bool, typer.Option("--all", help="All packs, and every problem found.")] = False,
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Check the rows of a lexicon, run their examples, and list what your corpus has and no lexicon knows: frequent names, and verbs
        beside quotations. Without PACK: your lexicon, or all packs where you have none.

        Example: dateline lexicon check fr
        """
        with explained(debug=debug):
            if _run(load(warehouse=warehouse), pack, limit=limit, lang=lang, articles=articles, every=every):
                raise typer.Exit(FAILED)

    @group.command()
    def types(
        event_type: Annotated[str | None, typer.Argument(help="One type, such as PROTEST; else all.", metavar="TYPE")] = None,
        debug: Debug = False,
    ) -> None:
        """Explain the event types, their modes and contexts, each by an example: the project's own, and those of your codebook.

        Example: dateline lexicon types PROTEST
        """
        with explained(debug=debug):
            from pipeline import languages  # noqa: PLC0415
            from pipeline.lexicon import event_page  # noqa: PLC0415
            from pipeline.warehouse.lexicon import read_extension  # noqa: PLC0415

            languages.use(read_extension(load().lexicon))
            say(event_page.one(event_type) if event_type else event_page.page(), nl=False)

    return group


def _run(settings: Settings, pack: str | None, *, limit: int, lang: str | None, articles: int, every: bool) -> bool:
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
    say("\n".join(report.lines(tables, problems, len(problems) if every else 20)))
    if limit:
        _list_uncovered(settings, folder, lang, limit)
    if limit and articles:
        _list_verbs(settings, folder, _languages(pack, lang), limit, articles)
    return any(p.severity == "error" for p in problems)


def _list_uncovered(settings: Settings, folder: Path, lang: str | None, limit: int) -> None:
    from pipeline.lexicon import report  # noqa: PLC0415
    from pipeline.warehouse.candidates import candidates  # noqa: PLC0415
    from pipeline.warehouse.connect import WarehouseError  # noqa: PLC0415

    try:
        found: list[Any] = candidates(settings.warehouse, settings.home, lang, limit)
    except WarehouseError as error:
        say(f"\nNames that no lexicon knows cannot be listed. {error}")
        return
    say("\n".join(report.uncovered(found, str(folder))))


def _languages(pack: str | None, lang: str | None) -> list[str]:
    """The languages whose verbs are looked for: that of the option, that of the PACK (fr, fr/cues), else all that have cues."""
    from pipeline import languages  # noqa: PLC0415

    held = [tag for tag in languages.holding("cues") if tag in languages.languages()]
    wanted = lang or (pack or "").partition("/")[0]
    return [wanted] if wanted in held else [] if lang else held


def _list_verbs(settings: Settings, folder: Path, langs: list[str], limit: int, articles: int) -> None:
    from pipeline.lexicon import report_verbs  # noqa: PLC0415
    from pipeline.warehouse.connect import WarehouseError  # noqa: PLC0415
    from pipeline.warehouse.unheard import search  # noqa: PLC0415

    for lang in langs:
        try:
            found = search(settings.warehouse, lang, articles)
        except WarehouseError:
            return  # said where the names are listed
        for line in report_verbs.lines(lang, found.verbs, found.n_read, found.n_articles, limit, str(folder)):
            say(line)
