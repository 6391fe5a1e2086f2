"""What goes to whoever does a stage, and what comes back: documents as columns in, rows of evidence as columns out.

One process alone reads and writes the build file. What it hands over and takes in are the columns of the file; to make values of them,
to make columns and digests of what the stages say, and everything between, is done where the stage is: in another process, that costs the
one that writes nothing. The stages themselves are in `work.py`. An engine maps these functions over lists of one parcel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from pipeline.engines import digests
from pipeline.engines.columns import build
from pipeline.engines.tables import TABLES, EvidenceTable, table_named, to_arrow
from pipeline.engines.work import CleanTask, Failure, Unassisted, annotate_batch, clean_batch, seen_lines_batch
from pipeline.model import Annotations, Article, Decided, Document, Line, Profile

if TYPE_CHECKING:
    from pipeline.models.spans import Silence
    from pipeline.models.weights import Model

SEEN = pa.schema(
    [("article_id", pa.string()), ("line_key", pa.uint64()), ("line_nos", pa.list_(pa.int32())), ("is_prose", pa.bool_()),
     ("is_outside", pa.bool_()), ("is_head", pa.bool_())]
)  # fmt: skip
_NONE = Profile()


@dataclass(frozen=True, slots=True)
class ToClean:
    """Documents in their order (columns of the evidence table), what the profile of its source says about the lines of each (article_id,
    recurrence, line_keys), and what users decided of some."""

    documents: pa.Table
    profiles: pa.Table
    decided: Mapping[str, Decided]


@dataclass(frozen=True, slots=True)
class ToAnnotate:
    """Articles as cleaning left them: columns of three evidence tables, documents in their order, lines in theirs."""

    documents: pa.Table
    articles: pa.Table
    lines: pa.Table


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a stage made of a parcel. `rows`: evidence table → its rows; `digests`: article → (digest of all that was made, digest of what
    the next stage decides by), of those that were done; `silent`: article → models that gave no answer on it."""

    rows: Mapping[str, pa.Table]
    digests: Mapping[str, tuple[str, str]]
    failures: tuple[Failure, ...] = ()
    silent: Mapping[str, tuple[Silence, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """The distinct lines of texts: rows of `SEEN`, and a digest of them for each text, in order."""

    rows: pa.Table
    digests: tuple[str, ...]


def clean_parcels(parcels: Sequence[ToClean]) -> list[Outcome]:
    """`clean_batch` over each parcel."""
    return [_cleaned(parcel) for parcel in parcels]


def annotate_parcels(parcels: Sequence[ToAnnotate], models: Sequence[Model] = ()) -> list[Outcome]:
    """`annotate_batch` over each parcel. Raises ModelError."""
    return [_annotated(parcel, models) for parcel in parcels]


def seen_parcels(parcels: Sequence[pa.Table]) -> list[Seen]:
    """`seen_lines_batch` over each parcel of (article_id, text, is_clean_text)."""
    return [_seen(parcel) for parcel in parcels]


def profiles_of(rows: pa.Table) -> dict[str, Profile]:
    """The profiles of the documents that have one, from rows of (article_id, recurrence, line_keys)."""
    classes: dict[str, dict[str, frozenset[str]]] = {}
    for row in rows.to_pylist():
        classes.setdefault(row["article_id"], {})[row["recurrence"]] = frozenset(f"{key:016x}" for key in row["line_keys"])
    return {article_id: Profile(**found) for article_id, found in classes.items()}


def _cleaned(parcel: ToClean) -> Outcome:
    profiles = profiles_of(parcel.profiles)
    tasks = [CleanTask(d, profiles.get(d.article_id, _NONE), parcel.decided.get(d.article_id)) for d in _documents(parcel.documents)]
    outcomes = clean_batch(tasks)
    articles = [o for o in outcomes if isinstance(o, Article)]
    rows = {
        "articles": to_arrow(table_named("articles"), [((a.document.article_id,), a) for a in articles]),
        "lines": to_arrow(table_named("lines"), [((a.document.article_id, no), line) for a in articles for no, line in enumerate(a.lines)]),
    }
    said = {a.document.article_id: digests.article_digests(a) for a in articles}
    return Outcome(rows, said, tuple(o for o in outcomes if isinstance(o, Failure)))


def _annotated(parcel: ToAnnotate, models: Sequence[Model]) -> Outcome:
    outcomes = annotate_batch(list(_articles(parcel)), models)
    silent = {o.annotations.article_id: o.silent for o in outcomes if isinstance(o, Unassisted)}
    found = [o.annotations if isinstance(o, Unassisted) else o for o in outcomes if not isinstance(o, Failure)]
    rows = {table.name: to_arrow(table, list(_rows(table, found))) for table in TABLES if table.stage == "annotate"}
    said = {a.article_id: (digests.annotations_digest(a), "") for a in found}
    return Outcome(rows, said, tuple(o for o in outcomes if isinstance(o, Failure)), silent)


def _rows(table: EvidenceTable, found: Sequence[Annotations]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """The rows of a table: (values of its keys, value)."""
    for a in found:
        if "ord" not in dict(table.keys):
            yield from (((a.article_id, no), value) for no, value in enumerate(getattr(a, table.field)))
            continue
        for no, event in enumerate(a.events):
            yield from (((a.article_id, no, place), value) for place, value in enumerate(getattr(event, table.field)))


def _documents(rows: pa.Table) -> list[Document]:
    return [build(Document, row) for row in rows.to_pylist()]


def _articles(parcel: ToAnnotate) -> Iterator[Article]:
    heads = {row["article_id"]: row for row in parcel.articles.to_pylist()}
    lines: dict[str, list[Line]] = {}
    for row in parcel.lines.to_pylist():
        lines.setdefault(row["article_id"], []).append(build(Line, row))
    for document in _documents(parcel.documents):
        known = tuple(lines.get(document.article_id, ()))
        yield build(Article, heads[document.article_id], document=document, lines=known)


def _seen(parcel: pa.Table) -> Seen:
    ids, texts, clean = (parcel[name].to_pylist() for name in ("article_id", "text", "is_clean_text"))
    found = seen_lines_batch(list(zip(texts, clean, strict=True)))
    rows = [
        (article_id, int(line.key, 16), line.line_nos, line.is_prose, line.is_outside, line.is_head)
        for article_id, lines in zip(ids, found, strict=True)
        for line in lines
    ]
    columns = [pa.array([row[i] for row in rows], column.type) for i, column in enumerate(SEEN)]
    return Seen(pa.Table.from_arrays(columns, schema=SEEN), tuple(digests.digest(lines) for lines in found))
