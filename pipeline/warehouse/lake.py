"""The warehouse as Parquet, with a small DuckDB file of views over it: `dateline export --format lake --with-text`.

The tables are files partitioned by outlet and month, which Spark, pandas or any other reader takes as they are; `warehouse.duckdb`
beside them holds no rows but those of `_meta`: a view a table under the table's name, and the views and macros of sql/marts over these.
What is asked of the published file is asked of it unchanged. It is no export for others: it holds all that the warehouse does, whole
texts too.

Views name the files by their whole path, so the folder is used where it was written. A connection for analysts may read
these files and no others (`connect.published_connection`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.warehouse import dictionary, marts
from pipeline.warehouse.connect import facts_of, scalar, transaction
from pipeline.warehouse.dictionary import quoted
from pipeline.warehouse.export_folder import MANIFEST, files_below, written
from pipeline.warehouse.lake_files import DATABASE, FORMAT
from pipeline.warehouse.publish import STORAGE_VERSION, sync
from pipeline.warehouse.store import create_public, sql_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pipeline.warehouse.export_rows import Progress

_META = "_meta"  # a table, not a view: what tells whether this release can read the file


def write(warehouse: Path, target: Path, progress: Progress) -> tuple[str, int]:
    """Write the published file `warehouse` to the folder `target`; returns its version and number of articles. Raises ExportError where the
    folder holds what no export wrote."""
    with _attached(warehouse) as con:
        facts = facts_of(con, "warehouse.main")
        about = {"format": FORMAT, "version": facts.get("version", ""), "with_text": True, "pseudonymised": False}
        with written(target, {**about, "complete": False}) as folder:
            for done, (schema, table) in enumerate(_tables()):
                progress(f"exporting {schema}.{table.name}", done, len(_tables()))
                _write_table(con, schema, table, folder / schema / table.name)
            for path in folder.rglob("*.parquet"):
                path.chmod(0o444)  # DuckDB lets a file that may be read be written too: whoever is not its owner cannot
        files = files_below(target)
        n_articles = int(scalar(con, "SELECT count(*) FROM warehouse.main.articles"))
        _write_database(con, target, [name for name in files if name.endswith(".parquet")])
    manifest = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    manifest |= {"complete": True, "files": {**manifest["files"], DATABASE: ""}}
    beside = target / f".{MANIFEST}.part"
    beside.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(target / MANIFEST)
    return str(about["version"]), n_articles


def _tables() -> list[tuple[str, dictionary.Table]]:
    return [("main", table) for table in dictionary.published()] + [("history", table) for table in dictionary.per_article_tables()]


@contextmanager
def _attached(warehouse: Path) -> Iterator[DuckDBPyConnection]:
    import duckdb  # noqa: PLC0415

    con = duckdb.connect()
    try:
        con.execute("SET TimeZone = 'UTC'")
        con.execute(f"ATTACH {quoted(str(warehouse))} AS warehouse (READ_ONLY)")
        yield con
    finally:
        con.close()


def _write_table(con: DuckDBPyConnection, schema: str, table: dictionary.Table, folder: Path) -> None:
    """One table's files. Those whose rows belong to an article lie by outlet and month."""
    folder.mkdir(parents=True)
    name, order = f"warehouse.{schema}.{table.name}", ", ".join(table.key or [f'"{column}"' for column in table.column_names])
    if table.per_article and scalar(con, f"SELECT 1 FROM {name} LIMIT 1"):  # noqa: S608 — names of the dictionary
        file = "lake" if "article_id" in table.column_names else "lake_parts"
        rows = sql_text(f"export/{file}.sql").replace("{schema}", schema).replace("{table}", table.name)
        how = "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (outlet, month), OVERWRITE_OR_IGNORE"
        con.execute(f"COPY ({rows} ORDER BY outlet, month, {order}) TO {quoted(str(folder))} ({how})")
        return
    rows = f"SELECT * FROM {name} ORDER BY {order}"  # noqa: S608 — names of the dictionary
    con.execute(f"COPY ({rows}) TO {quoted(str(folder / 'data.parquet'))} (FORMAT parquet, COMPRESSION zstd)")


def _write_database(con: DuckDBPyConnection, target: Path, files: list[str]) -> None:
    """The file of views, put in place whole."""
    import duckdb  # noqa: PLC0415

    beside = target / f".{DATABASE}.part"
    beside.unlink(missing_ok=True)
    facts = con.execute("SELECT key, value FROM warehouse.main._meta").fetchall()
    with duckdb.connect() as own:  # made in a storage version that older releases read
        own.execute(f"ATTACH {quoted(str(beside))} AS lake (STORAGE_VERSION '{STORAGE_VERSION}')")
    with duckdb.connect(str(beside)) as own, transaction(own):
        create_public(own, "main", (dictionary.table(_META),))
        own.executemany("INSERT INTO main._meta VALUES (?, ?)", facts)
        own.execute("CREATE SCHEMA history")
        for schema, table in _tables():
            if (schema, table.name) != ("main", _META):
                _view(own, schema, table, [target / name for name in files if name.startswith(f"{schema}/{table.name}/")])
        marts.create_views(own)
    sync(beside)
    beside.replace(target / DATABASE)


def _view(con: DuckDBPyConnection, schema: str, table: dictionary.Table, files: list[Path]) -> None:
    names = ", ".join(f'"{column}"' for column in table.column_names)
    paths = ", ".join(quoted(str(path)) for path in files)
    view = f"{schema}.{table.name}"
    con.execute(f"CREATE VIEW {view} AS SELECT {names} FROM read_parquet([{paths}], hive_partitioning = false)")  # noqa: S608 — ours
    con.execute(f"COMMENT ON VIEW {view} IS {quoted(table.grain)}")
    for column in table.columns:
        con.execute(f'COMMENT ON COLUMN {view}."{column.name}" IS {quoted(column.comment)}')
