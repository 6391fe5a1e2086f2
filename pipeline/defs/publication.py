"""The last floor as assets: one a view of `sql/marts` and a table that publication makes, macros together one, the compatibility schema
one, and the published file itself."""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from pipeline.defs.guide import described
from pipeline.defs.run import POOL, Run
from pipeline.defs.tables import OWNERS, RESOLVE, column_schema, table_spec
from pipeline.settings import Settings
from pipeline.warehouse import catalogue, dictionary
from pipeline.warehouse import run as steps
from pipeline.warehouse.connect import published_connection, scalar
from pipeline.warehouse.fingerprint import stage_version
from pipeline.warehouse.paths import sql_files
from pipeline.warehouse.publish import needs_publication, publish

TABLES = tuple(t.name for t in dictionary.marts())
VIEWS = tuple(path.stem for path in sql_files("marts"))
TOGETHER = {
    "macros": "Macros for questions, which take any name in any script",
    "compat": "The schema `compat`: events as GDELT and POLECAT have them",
}
MARTS = (*TABLES, *VIEWS, *TOGETHER)


def _mart(name: str, holds: str, *kinds: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        name,
        deps=list(RESOLVE),
        description=described(f"{holds}, made in the published file. `dateline dictionary` lists what there is.", "marts"),
        group_name="marts",
        kinds={"duckdb", "sql", *kinds},
        owners=OWNERS,
        code_version=stage_version("publish"),
    )


@dg.multi_asset(
    name="publish_warehouse",
    specs=[
        *(table_spec(name, "marts", RESOLVE, stage_version("publish")) for name in TABLES),
        *(_mart(name, f"`sql/marts/{name}.sql`", "view") for name in VIEWS),
        *(_mart(name, f"{holds}: `sql/marts/{name}/`") for name, holds in TOGETHER.items()),
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
            code_version=stage_version("publish"),
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
    shown = _shown(ws.settings)
    for name in MARTS:
        yield dg.MaterializeResult(asset_key=name, metadata=shown.get(name, {}))
    size = ws.settings.warehouse.stat().st_size if ws.settings.warehouse.is_file() else 0
    yield dg.MaterializeResult(
        asset_key="warehouse",
        metadata={
            "path": dg.MetadataValue.path(str(ws.settings.warehouse)),
            "bytes": dg.MetadataValue.int(size),
            "published_anew": dg.MetadataValue.bool(run.did_publish),
        },
    )


def _shown(settings: Settings) -> dict[str, dict[str, Any]]:
    """What the pages show of each mart, from the published file: numbers of rows, columns, what macros there are."""
    if not settings.warehouse.is_file():
        return {}
    con = published_connection(settings.warehouse)
    try:
        entries = catalogue.of(con)
        there = {e.name for e in entries} & set(TABLES)  # a version of an older release, brought back, has none
        counts = {name: int(scalar(con, f"SELECT count(*) FROM main.{name}")) for name in there}  # noqa: S608 — names of the dictionary
    finally:
        con.close()
    shown: dict[str, dict[str, Any]] = {name: {"dagster/row_count": n} for name, n in counts.items()}
    for entry in entries:
        if entry.kind == "view" and entry.name in VIEWS:
            shown[entry.name] = {"dagster/column_schema": column_schema((f.name, f.type, f.comment) for f in entry.fields)}
    macros = [e for e in entries if "macro" in e.kind and not e.name.startswith("compat.")]
    compat = [e for e in entries if e.name.startswith("compat.")]
    return shown | {
        name: {"holds": dg.MetadataValue.md("\n".join(f"- `{e.called}`: {e.comment}" for e in members))}
        for name, members in (("macros", macros), ("compat", compat))
    }
