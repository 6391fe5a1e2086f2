"""Asking the published file of a test: rooms of tests/faults and tests/flow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from pipeline.ingest import ObjectStore
from pipeline.settings import Settings
from pipeline.warehouse.checks import run_checks
from pipeline.warehouse.connect import build_file, published_connection
from pipeline.warehouse.digest import digests


def ask(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a question to the published file."""
    con = published_connection(settings.warehouse)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def books(settings: Settings) -> list[tuple[object, ...]]:
    """The ledger of the build file, but for the clock."""
    con = duckdb.connect(str(build_file(settings.home)), read_only=True)
    try:
        return con.execute("SELECT * EXCLUDE (done_at) FROM state.ledger ORDER BY ALL").fetchall()
    finally:
        con.close()


def public(settings: Settings) -> dict[str, str]:
    """One digest a public table."""
    con = published_connection(settings.warehouse)
    try:
        return digests(con)
    finally:
        con.close()


def holds(warehouse: Path) -> dict[str, str]:
    """The digests of a published file that opens and passes all of its checks; the test fails where it does not."""
    con = published_connection(warehouse)
    try:
        assert [result for result in run_checks(con) if result.blocks] == []  # warnings tell what is unusual, and no more
        return digests(con)
    finally:
        con.close()


def left_over(home: Path) -> list[str]:
    """Files that a run makes on its way and takes away at its end, and objects that are damaged."""
    names = [str(path.relative_to(home)) for path in sorted(home.rglob("*")) if ".part" in path.name or path.name.startswith(".tmp-")]
    return names + list(ObjectStore(home / "objects").verify())
