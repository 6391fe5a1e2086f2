"""The tables of evidence: one per dataclass of pipeline/model.py, under the fields' own names, types from their annotations.

Every table begins with `article_id`; rows of one article carry their position as `no` (participants and numbers: `event_no`, `ord`),
from 0, which is what `local_no`, `quote_no` and the like refer to. Whoever does a stage makes their rows, here or in another process;
where they are kept, and how, is the warehouse's (`warehouse.evidence`).
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any

import pyarrow as pa

from pipeline import model
from pipeline.engines.columns import column_of, columns_of


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A table of the evidence schema. `keys` come before the fields; fields in `without` have a table of their own. `called`: what
    lists its rows has another name."""

    name: str
    shape: type
    keys: tuple[tuple[str, type], ...]
    without: tuple[str, ...] = ()
    stage: str = "annotate"
    called: str = ""

    @property
    def field(self) -> str:
        """The field of `Annotations`, or of an event, that lists its rows."""
        return self.called or self.name


_ROW = (("article_id", str), ("no", int))
_PART = (("article_id", str), ("event_no", int), ("ord", int))
TABLES: tuple[EvidenceTable, ...] = (
    EvidenceTable("documents", model.Document, (("source_id", str),), stage="read"),
    EvidenceTable("articles", model.Article, (("article_id", str),), ("document", "lines"), stage="clean"),
    EvidenceTable("lines", model.Line, _ROW, stage="clean"),
    EvidenceTable("local_entities", model.LocalEntity, _ROW, called="entities"),
    EvidenceTable("mentions", model.Mention, _ROW),
    EvidenceTable("roles", model.Role, _ROW),
    EvidenceTable("dates", model.DateMention, _ROW),
    EvidenceTable("quotes", model.Quote, _ROW),
    EvidenceTable("events", model.EventMention, _ROW, ("participants", "numbers")),
    EvidenceTable("participants", model.Participant, _PART),
    EvidenceTable("numbers", model.EventNumber, _PART),
    EvidenceTable("model_counts", model.ModelCount, _ROW),
)


@cache
def schema(table: EvidenceTable) -> pa.Schema:
    """The Arrow schema of a table: its keys, then the fields of its dataclass."""
    return columns_of(table.shape, table.keys, table.without)


def table_named(name: str) -> EvidenceTable:
    """The evidence table of that name."""
    return next(table for table in TABLES if table.name == name)


def to_arrow(table: EvidenceTable, rows: Sequence[tuple[tuple[Any, ...], Any]]) -> pa.Table:
    """Rows as an Arrow table. A row is (values of the keys, dataclass instance)."""
    shape, hints = schema(table), typing.get_type_hints(table.shape)
    keys: dict[str, tuple[Any, ...]] = {}
    if rows:
        keys = dict(zip((name for name, _ in table.keys), zip(*(keys for keys, _ in rows), strict=True), strict=True))
    values = [value for _, value in rows]
    columns = [
        pa.array(keys.get(c.name, ()), c.type)
        if c.name in dict(table.keys)
        else column_of(hints[c.name], list(map(attrgetter(c.name), values)))
        for c in shape
    ]
    return pa.Table.from_arrays(columns, schema=shape)
