"""Tables and settings of packs as text: how they are read, and how those of a user extend the package's own.

A table is a header row and rows of cells divided by tabs; `#` starts a comment line. Rows of a user are added behind the package's.
In tables whose rows have an `id`, a row with a known id extends that row: its names are added, its other cells replace those of the
package where they say something; a row without an id gets one made of its first name. Lists of a .toml file are added, single
values replaced. What a column means is known by the floor that reads it; no file is opened here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.text import fold

Row = dict[str, str]

_NAMES = re.compile(r"(generic_)?[a-z]{2,3}")  # a column of names is called after its language
_KINDS = {"orgs": "org", "regions": "loc", "cities": "gpe", "persons": "per"}
_NO_LETTERS = re.compile(r"\W+")


class LexiconError(ValueError):
    """A table that cannot be read: what is wrong, where (file and line), what to do."""


def read_lines(text: str, where: str) -> tuple[tuple[str, ...], list[tuple[int, Row]]]:
    """(columns, rows with the number of their line from 1). Short rows are filled up. Raises LexiconError where a row has more cells than
    the header, or the header names a column twice."""
    header: tuple[str, ...] = ()
    rows: list[tuple[int, Row]] = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901 — files that were saved elsewhere
        if line[:1] == "#" or not line.strip():
            continue
        cells = line.split("\t")
        if not header:
            header = tuple(cell.strip() for cell in cells)
            if len(set(header)) < len(header):
                raise LexiconError(f"{where}:{number}: the header names a column twice; give each column a name of its own.")
            continue
        if len(cells) > len(header):
            raise LexiconError(
                f"{where}:{number}: a row has {len(cells)} cells, the header {len(header)}: {line[:80]!r}; remove the extra tabs."
            )
        if len(cells) < len(header):
            cells += [""] * (len(header) - len(cells))
        rows.append((number, dict(zip(header, cells, strict=True))))
    return header, rows


def is_names(column: str) -> bool:
    """Whether a column of a table with ids holds names (divided by |) in the language that it is called after."""
    return column != "id" and _NAMES.fullmatch(column) is not None


def names_in(row: Row) -> list[str]:
    """All names of a row, in the order of its columns."""
    return [name for column, cell in row.items() if is_names(column) and "_" not in column for name in cell.split("|") if name.strip()]


def with_id(table: str, row: Row) -> Row:
    """The row with an id: its own, else one made of its first name (`org:user-harbour-union`); without either, as it is."""
    if row.get("id") or table not in _KINDS:
        return row
    names = names_in(row)
    if not names:
        return row
    kind = "gpe" if table == "regions" and row.get("type") == "GPE" else _KINDS[table]
    slug = _NO_LETTERS.sub("-", fold(names[0])).strip("-")
    return {**row, "id": f"{kind}:user-{slug}"}


def extended(table: str, own: Sequence[Row], added: Iterable[Row], columns: Iterable[str] = ()) -> tuple[Row, ...]:
    """The rows of a table with those of a user; every row has all columns, those of `columns` among them."""
    rows = list(own)
    place = {row["id"]: n for n, row in enumerate(rows) if row.get("id")}
    for new in added:
        row = with_id(table, {column: cell.strip() for column, cell in new.items()})
        at = place.get(row.get("id", ""))
        if at is not None:
            rows[at] = _merged(rows[at], row)
        elif row not in rows[len(own) :]:
            if row.get("id"):
                place[row["id"]] = len(rows)
            rows.append(row)
    empty = {**dict.fromkeys(columns, ""), **{column: "" for row in rows for column in row}}
    return tuple(row if len(row) == len(empty) else {**empty, **row} for row in rows)


def _merged(own: Row, new: Row) -> Row:
    out = dict(own)
    for column, cell in new.items():
        if not cell:
            continue
        if is_names(column):
            known = [name for name in own.get(column, "").split("|") if name]
            out[column] = "|".join(dict.fromkeys([*known, *(name for name in cell.split("|") if name)]))
        else:
            out[column] = cell
    return out


def extended_settings(own: dict[str, Any], added: dict[str, Any]) -> dict[str, Any]:
    """Settings of a .toml file with those of a user: lists are added to, tables extended, single values replaced."""
    out = dict(own)
    for key, value in added.items():
        known = out.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            out[key] = extended_settings(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            out[key] = [*known, *(item for item in value if item not in known)]
        else:
            out[key] = value
    return out
