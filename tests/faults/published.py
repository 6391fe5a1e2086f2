"""Asking the published file of a test: rooms of tests/faults and tests/flow."""

from __future__ import annotations

from pipeline.settings import Settings
from pipeline.warehouse.connect import published_connection
from pipeline.warehouse.digest import digests


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    con = published_connection(settings.warehouse)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def public(settings: Settings) -> dict[str, str]:
    """One digest a public table."""
    con = published_connection(settings.warehouse)
    try:
        return digests(con)
    finally:
        con.close()
