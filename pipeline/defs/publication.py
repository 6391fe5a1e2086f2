"""The last floor as assets: views and macros, one asset a file of `sql/marts`, and the published file itself."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.defs.guide import described
from pipeline.defs.handover import Run
from pipeline.defs.run import POOL
from pipeline.defs.story import told
from pipeline.defs.tables import OWNERS, RESOLVE
from pipeline.warehouse import run as steps
from pipeline.warehouse.paths import sql_files
from pipeline.warehouse.publish import needs_publication, publish

MARTS = tuple(path.stem for path in sql_files("marts"))


@dg.multi_asset(
    name="publish_warehouse",
    specs=[
        *(
            dg.AssetSpec(
                name,
                deps=list(RESOLVE),
                description=described(f"`sql/marts/{name}.sql`, made in the published file.", "marts"),
                group_name="marts",
                kinds={"duckdb", "sql", "view"},
                owners=OWNERS,
            )
            for name in MARTS
        ),
        dg.AssetSpec(
            "warehouse",
            deps=[*MARTS, *RESOLVE],
            description=described(
                "The published file: `main` with current rows, `history` with superseded ones, views and macros. "
                "Replaced in one step, after all checks have passed; readers that have the old one open go on reading it.",
                "publish",
            ),
            group_name="publish",
            kinds={"duckdb", "file"},
            owners=OWNERS,
        ),
    ],
    required_resource_keys={"run"},
    pool=POOL,
)
def published(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult[Any]]:
    """Write the new file beside the old one and put it in its place."""
    run: Run = context.resources.run
    ws = run.workspace
    if run.wants("publish") and needs_publication(ws):
        with run.stage():
            steps.end_run(ws, run.counts)
            publish(ws)
            run.did_publish = True
    anew = "Put in place anew." if run.did_publish else "Nothing was new: as it was."
    story = told(run, "publish", anew)
    for name in MARTS:
        where = dg.MetadataValue.text(f"sql/marts/{name}.sql")
        yield dg.MaterializeResult(asset_key=name, metadata={**story.metadata, "file": where}, tags=story.tags)
    size = ws.settings.warehouse.stat().st_size if ws.settings.warehouse.is_file() else 0
    yield dg.MaterializeResult(
        asset_key="warehouse",
        metadata={
            **story.metadata,
            "path": dg.MetadataValue.path(str(ws.settings.warehouse)),
            "bytes": dg.MetadataValue.int(size),
            "published_anew": dg.MetadataValue.bool(run.did_publish),
        },
        tags=story.tags,
    )
