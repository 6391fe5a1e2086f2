"""Texts of our own through the product, and the rows that it publishes of them, by the slug of their text."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
from report import run

Row = dict[str, Any]


def build(home: Path, sources: Mapping[str, Iterable[Row]]) -> Path:
    """The warehouse of these records (one JSON line a text), by the product's command: source → its records."""
    for source, records in sources.items():
        folder = home / "raw" / source
        folder.mkdir(parents=True)
        lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
        (folder / "articles.jsonl").write_text(lines, encoding="utf-8")
    done = run(home, home / "raw")
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return home / "w.duckdb"


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    cursor = con.execute(sql)
    names = [d[0] for d in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def by(key: str, found: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the value of one column, in their order."""
    out: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        out[row[key]].append(row)
    return out


class Published:
    """Articles of a warehouse by the identity they were given. Texts stand there as given, but for spaces around them."""

    def __init__(self, warehouse: Path) -> None:
        with duckdb.connect(str(warehouse), read_only=True) as con:
            self.articles = {r["external_id"]: r for r in rows(con, "SELECT external_id, article_id, text, published_on FROM articles")}
            self.mentions = by("article_id", rows(con, "SELECT article_id, start_char, end_char, entity_id FROM entity_mentions"))

    def find(self, name: str, text: str) -> tuple[str, int]:
        """The article's id, and how many characters later than in `text` everything stands in it."""
        article = self.articles[name]
        if article["text"].strip() != text.strip():
            raise ValueError(f"{name}: the text was changed on the way; write it without controls and double spaces")
        return article["article_id"], article["text"].index(text.strip()[:40]) - text.index(text.strip()[:40])
