"""The commands `dateline export` and `cite`: options in, a folder or a few lines out; the work is in pipeline/warehouse/export.py and
cite.py."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli_common import Debug, Warehouse, explained, load, progress
from pipeline.screen import say

if TYPE_CHECKING:
    pass


def add(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def export(
        folder: Annotated[Path, typer.Argument(help="The folder to write: new, empty, or of an earlier export.", metavar="DIR")],
        format_: Annotated[str, typer.Option("--format", help="parquet, csv, jsonl, ftm, webannotation, geojson, gdelt or lake.")],
        with_text: Annotated[bool, typer.Option("--with-text", help="Whole texts too, whatever the outlets' source.toml say.")] = False,
        pseudonymise: Annotated[
            bool, typer.Option("--pseudonymise", help="Pseudonyms for persons without a public role; no whole texts, no addresses.")
        ] = False,
        version: Annotated[str, typer.Option("--version", help="A kept version; else what is published.")] = "published",
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Write the warehouse in a format of others: tables (parquet, csv, jsonl), FollowTheMoney (ftm), W3C Web Annotations
        (webannotation), events for maps (geojson), GDELT 2.0 (gdelt). Whole texts stay at home, but for outlets that allow it.
        A lake (with --with-text) is all of the warehouse as partitioned Parquet, and a DuckDB file of views over it.

        Example: dateline export --format parquet exports/parquet
        """
        with explained(debug=debug):
            settings = load(warehouse=warehouse)
            from pipeline.warehouse.export import Request  # noqa: PLC0415
            from pipeline.warehouse.export import export as write  # noqa: PLC0415

            with progress() as show:
                done = write(settings, Request(format_, with_text, pseudonymise, version), folder, show)
            say(
                f"{done.folder}: {len(done.files)} files, {done.size:,} bytes, version {done.version}; "
                f"{done.n_texts} of {done.n_articles} texts whole"
            )

    @app.command()
    def cite(
        row: Annotated[
            str,
            typer.Argument(
                help="The id of a quote, event, report, name, date, statement, entity or article, or its beginning; ARTICLE_ID:LINE too.",
                metavar="ROW",
            ),
        ],
        format_: Annotated[str, typer.Option("--format", help="text, json, bibtex or csl.")] = "text",
        version: Annotated[str, typer.Option("--version", help="A kept version; else what is published.")] = "published",
        warehouse: Warehouse = None,
        debug: Debug = False,
    ) -> None:
        """Cite a row: outlet, headline, day, offsets, digest of the text, what stands around the words, version.

        Example: dateline cite quo_428b --format bibtex
        """
        with explained(debug=debug):
            settings = load(warehouse=warehouse)
            from pipeline.exports.citations import shown  # noqa: PLC0415
            from pipeline.warehouse.cite import FORMATS, CiteError  # noqa: PLC0415
            from pipeline.warehouse.cite import cite as find  # noqa: PLC0415

            if format_ not in FORMATS:
                raise CiteError(f"There is no format `{format_}` for citations. Choose one of {', '.join(FORMATS)}.")
            say(shown(find(settings, row, version), format_), nl=False)
