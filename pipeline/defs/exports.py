"""Exports as assets, one a format, below `$DATELINE_HOME/exports`, and the job `export` that makes them from what is published.

They are no part of `reingest`: an export is wanted now and then, and costs as much as the corpus is large. Each leaves the folder of an
earlier one as it was until it is whole.
"""

import dagster as dg

from pipeline import settings as settings_module
from pipeline.defs.guide import described
from pipeline.defs.story import said
from pipeline.defs.tables import OWNERS
from pipeline.warehouse.export import FORMATS, Request, export

GROUP = "exports"
_HOLDS = {
    "parquet": "The tables as Parquet, with comments in the files' metadata and a datapackage.json.",
    "csv": "The tables as CSV (RFC 4180) with a datapackage.json; texts that a spreadsheet would run begin with an apostrophe.",
    "jsonl": "The tables as JSON lines with a datapackage.json.",
    "ftm": "Persons, bodies, articles, mentions and proposed links as FollowTheMoney entities.",
    "webannotation": "Names, quotations and events as W3C Web Annotations (JSON-LD) with text positions.",
    "geojson": "Events as GeoJSON (RFC 7946), with the precision of their places.",
    "gdelt": "Events and mentions in the columns of GDELT 2.0.",
}


class ExportConfig(dg.Config):
    """What the Launchpad offers."""

    with_text: bool = False  # whole texts of all outlets, whatever their source.toml say
    pseudonymise: bool = False  # persons without a public role


def _asset(kind: str) -> dg.AssetsDefinition:
    @dg.asset(
        name=f"export_{kind}",
        deps=["warehouse"],
        description=described(_HOLDS[kind], GROUP),
        group_name=GROUP,
        kinds={"file", "python"},
        owners=OWNERS,
    )
    def exported(context: dg.AssetExecutionContext, config: ExportConfig) -> dg.MaterializeResult[None]:
        settings = settings_module.load()
        told: set[str] = set()

        def progress(what: str, _done: int, total: int | None) -> None:
            if what not in told:  # a line a table
                told.add(what)
                context.log.info(f"{what}: {'' if total is None else f'{total:,} rows'}")

        request = Request(kind, with_text=config.with_text, pseudonymise=config.pseudonymise)
        done = export(settings, request, settings.home / "exports" / kind, progress)
        return dg.MaterializeResult(
            metadata={
                **said(f"{len(done.files)} files of version {done.version}.").metadata,
                "folder": dg.MetadataValue.path(str(done.folder)),
                "files": dg.MetadataValue.int(len(done.files)),
                "bytes": dg.MetadataValue.int(done.size),
                "version": dg.MetadataValue.text(done.version),
                "n_texts": dg.MetadataValue.int(done.n_texts),
            },
            data_version=dg.DataVersion(f"{done.version} {config.with_text} {config.pseudonymise}"),
        )

    return exported


EXPORTS = [_asset(kind) for kind in FORMATS]

export_job = dg.define_asset_job(
    "export",
    selection=dg.AssetSelection.groups(GROUP),
    description="Write all exports of what is published, below `$DATELINE_HOME/exports`; select assets for some of them.",
    executor_def=dg.in_process_executor,
)
