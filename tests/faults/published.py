"""Asking the published file of a test."""

from __future__ import annotations

from pipeline.settings import Settings
from pipeline.warehouse.connect import published_connection


def ask(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    con = published_connection(settings.warehouse)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()
