"""The commands `dateline audit …`: options in, tables out; the work is in pipeline/audit and pipeline/warehouse/audit_*.

`dateline audit --sample 200` by itself draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.cli_common import Debug, explained, load
from pipeline.screen import say

if TYPE_CHECKING:
    from pipeline.settings import Settings

_NAME = "main"
_Name = Annotated[str, typer.Argument(help="What the audit is called, and its folder below DATELINE_HOME/audits.", metavar="NAME")]
_Sample = Annotated[int, typer.Option("--sample", help="Units to draw of each kind.", min=1, max=100_000)]
_By = Annotated[str, typer.Option("--by", help="What strata are made of: lang, source, type, or none of them.", metavar="COLUMNS")]
_Of = Annotated[str, typer.Option("--of", help="What is judged: quotes, events, names, merges, lines.", metavar="KINDS")]
_Articles = Annotated[int, typer.Option("--articles", help="Articles to be read in full, for recall.", min=0, max=10_000)]
_Seed = Annotated[str, typer.Option("--seed", help="The same seed and warehouse give the same sample.", metavar="TEXT")]
_Coders = Annotated[str, typer.Option("--coders", help="Who judges: a sheet is made for each.", metavar="NAMES")]
_FORMATS = ("text", "csv", "json")


class _Drawing(TyperGroup):
    """Options without a command are those of `draw`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0].startswith("-") and args[0] != "--help":
            args = ["draw", *args]
        return super().parse_args(ctx, args)


def make() -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(
        help="How good is it on your corpus? Draw a sample, have people judge it, and see precision, agreement and recall.\n\n"
        "Example: dateline audit --sample 200 --by lang,source,type   (options without a command are those of draw)",
        cls=_Drawing,
        no_args_is_help=True,
        rich_markup_mode=None,
    )

    @app.command()
    def draw(
        name: _Name = _NAME,
        sample: _Sample = 200,
        by: _By = "lang,source,type",
        of: _Of = "quotes,events,names,merges,lines",
        articles: _Articles = 10,
        seed: _Seed = "dateline",
        coders: _Coders = "1",
        debug: Debug = False,
    ) -> None:
        """Draw a stratified sample to judge, and articles to read. Again with larger numbers or more coders: what is judged stays.

        Example: dateline audit draw spring --sample 200 --by lang,type --coders noor,li
        """
        with explained(debug=debug):
            _draw(load(), name, sample=sample, by=by, of=of, articles=articles, seed=seed, coders=coders)

    @app.command()
    def score(
        name: _Name = _NAME,
        format_: Annotated[str, typer.Option("--format", help="text, csv or json.")] = "text",
        missed: Annotated[bool, typer.Option("--missed", help="List what readers found and Dateline did not.")] = False,
        debug: Debug = False,
    ) -> None:
        """Say how good the rows are: precision with intervals, agreement of coders, recall, and a paragraph on the method to paste.

        Example: dateline audit score spring
        """
        with explained(debug=debug):
            _score(load(), name, _chosen("--format", format_, _FORMATS), missed=missed)

    @app.command()
    def apply(
        name: _Name = _NAME,
        coder: Annotated[str, typer.Option("--coder", help="Whose verdicts.", metavar="NAME")] = "adjudicated",
        debug: Debug = False,
    ) -> None:
        """Write a coder's verdicts into the overrides, where they say that something is wrong; the next run carries them out.

        Example: dateline audit apply spring --coder noor
        """
        with explained(debug=debug):
            from pipeline.warehouse import audit_apply  # noqa: PLC0415

            say(audit_apply.apply(load(), name, coder))

    return app


def _draw(settings: Settings, name: str, *, sample: int, by: str, of: str, articles: int, seed: str, coders: str) -> None:
    from pipeline.audit.questions import BY, KINDS  # noqa: PLC0415
    from pipeline.warehouse import audit_folder  # noqa: PLC0415
    from pipeline.warehouse.audit_draw import draw_audit  # noqa: PLC0415
    from pipeline.warehouse.connect import published_connection  # noqa: PLC0415

    columns, kinds = _chosen("--by", by, BY), _chosen("--of", of, KINDS)
    audit_folder.folder_of(settings.home, name)
    con = published_connection(settings.warehouse)
    try:
        found = draw_audit(con, name, sample=sample, by=columns, of=kinds, articles=articles, seed=seed)
    finally:
        con.close()
    folder = audit_folder.write(settings.home, found, [c.strip() for c in coders.split(",") if c.strip()])
    from pipeline.warehouse.query import table  # noqa: PLC0415

    rows = [(g, sum(n.values()), len(n), sum(found.design.drawn[g].values())) for g, n in found.design.sizes.items()]
    say(table(("of", "rows", "strata", "drawn"), rows), nl=False)
    say(
        f"\n{len(found.items)} statements to judge and {len(found.texts)} articles to read are in {folder}; README.txt there says how."
        f"\nThen: dateline audit score {name}"
    )


def _score(settings: Settings, name: str, wanted: list[str], *, missed: bool) -> None:
    from pipeline.audit import report  # noqa: PLC0415
    from pipeline.warehouse import audit_folder  # noqa: PLC0415
    from pipeline.warehouse.query import as_json_text, csv_text, table  # noqa: PLC0415

    found = audit_folder.audit_of(settings.home, name)
    if "json" in wanted:
        typer.echo(as_json_text(report.as_record(found)), nl=False)
        return
    if "csv" in wanted:
        typer.echo(csv_text(*report.records(found)), nl=False)
        return
    if not any(f.n_judged or f.n_undecided for f in found.figures):
        say(f"Nothing is judged yet: fill in the sheets in {audit_folder.folder_of(settings.home, name)}.\n")
    for heading, columns, rows in report.tables(found):
        say(f"{heading}\n\n{table(columns, rows)}")
    if missed:
        say("Missed\n\n" + table(("article", "kind", "words", "start", "end"),
                                 [(m.article, m.kind, m.words, m.start_char, m.end_char) for m in found.missed]))  # fmt: skip
    say(f"Method\n\n{report.methods(found)}")


def _chosen(option: str, given: str, known: tuple[str, ...]) -> list[str]:
    """The names that an option gives, in the order in which they are known. Raises SettingsError for one that is not."""
    from pipeline.settings_rows import SettingsError  # noqa: PLC0415

    wanted = [part.strip() for part in given.split(",") if part.strip()]
    if unknown := [part for part in wanted if part not in known]:
        raise SettingsError(f"{option} does not know `{unknown[0]:.40}`. Choose among {', '.join(known)}.")
    return [part for part in known if part in wanted]
