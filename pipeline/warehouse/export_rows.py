"""Rows of the published file as they go out: in batches, never a table at once; texts that stay at home left out, names hidden.

Everything that an export writes comes through here, whatever its format, so that the rules stand in one place: whole texts only where
`open_articles.sql` says so, long spans cut (`macros.sql`), pseudonyms for persons without a public role, and who stands behind a row
(`reviewed.sql`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.exports import AROUND, QUOTATION
from pipeline.exports.pseudonyms import Pseudonyms, public_roles
from pipeline.warehouse import dictionary
from pipeline.warehouse.connect import facts_of, scalar
from pipeline.warehouse.export_folder import ExportError
from pipeline.warehouse.store import sql_text

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
Progress = Callable[[str, int, int | None], None]
REVIEW = "review"  # the column that exports add to inferred rows
# Tables that go out beside those of the digest.
_BOOKS = ("article_locations", "judgements", "id_changes", "_meta")
# What is stated by the input or follows from it alone; all other tables hold what a machine has inferred.
_STATED = {"sources", "articles", *_BOOKS}
_WITH_NAMES = {"article_locations", "judgements"}  # of places of files, and of those who judged: they stay at home under pseudonyms
_BATCH, _TEXTS_BATCH = 20_000, 1_000
_ADDRESSES = ("url", "SOURCEURL", "MentionIdentifier")
_PERSONAL = ("byline", "external_id")
# Columns of ids and codes, in which no name stands: looking for one would take most of the time.
_CODE = re.compile(
    r"\w*_id|\w*sha256|\w*version|\w*_class|\w*_basis|basis|lang|country|code|sector|encoding|media_type|review|kind|type|event_type"
)


@dataclass(slots=True)
class Outgoing:
    """One export's view of the open published file."""

    con: DuckDBPyConnection
    with_text: bool = False
    names: Pseudonyms | None = None
    progress: Progress = lambda _what, _done, _total: None
    facts: dict[str, str] = field(default_factory=dict)  # of _meta

    def tables(self) -> tuple[dictionary.Table, ...]:
        """The tables that go out."""
        return tuple(
            table for table in dictionary.tables()
            if (table.in_digest or table.name in _BOOKS) and not (self.names is not None and table.name in _WITH_NAMES)
        )  # fmt: skip

    def count(self, source: str) -> int:
        """Rows of a table or view."""
        return int(scalar(self.con, f"SELECT count(*) FROM {source}"))  # noqa: S608 — names of the dictionary

    def table(self, table: dictionary.Table) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """A public table: its schema, with the column `review` where rows are inferred, and its rows."""
        sql = sql_text("export/table.sql").replace("{columns}", ",\n    ".join(_columns(table))).replace("{table}", table.name)
        total = self.count(f"main.{table.name}")  # before the rows: a connection has one open result
        reader = self._reader(sql, _TEXTS_BATCH if table.name == "articles" else _BATCH)
        return reader.schema, self._told(table.name, total, self._of_table(reader, table))

    def rows(self, name: str, source: str) -> Iterator[Row]:
        """The rows of sql/export/<name>.sql, one by one. `source`: the table by whose rows progress is counted."""
        total = self.count(source)
        for batch in self._told(name, total, self._reader(sql_text(f"export/{name}.sql"), _TEXTS_BATCH)):
            for row in batch.to_pylist():
                yield row if self.names is None else self._hidden(row, self.names)

    def view(self, name: str) -> tuple[list[str], Iterator[Row]]:
        """The columns and rows of a view of the published file. Raises ExportError where it has none of that name."""
        import duckdb  # noqa: PLC0415

        try:
            reader = self._reader(f"FROM {name}", _TEXTS_BATCH)
        except duckdb.CatalogException as error:
            raise ExportError(
                f"The published file has no view {name}: an earlier release wrote it. `dateline run` publishes it anew."
            ) from error
        batches = self._told(name, None, reader)
        rows = (row if self.names is None else self._hidden(row, self.names) for batch in batches for row in batch.to_pylist())
        return list(reader.schema.names), rows

    def _reader(self, sql: str, size: int) -> Any:
        known = {"most": QUOTATION, "around": AROUND}
        values = {name: value for name, value in known.items() if f"${name}" in sql}
        relation = self.con.sql(sql, params=values) if values else self.con.sql(sql)
        return relation.to_arrow_reader(size)

    def _told(self, name: str, total: int | None, batches: Any) -> Iterator[Any]:
        done = 0
        self.progress(f"exporting {name}", done, total)
        for batch in batches:
            yield batch
            done += batch.num_rows
            self.progress(f"exporting {name}", done, total)

    def _of_table(self, batches: Any, table: dictionary.Table) -> Iterator[pa.RecordBatch]:
        import pyarrow as pa  # noqa: PLC0415

        if self.names is None:
            yield from batches
            return
        fixed = {c.name for c in table.columns if c.values}
        for batch in batches:
            rows = [self._hidden(row, self.names, fixed) for row in batch.to_pylist() if not self._is_dropped(table.name, row)]
            yield pa.RecordBatch.from_pylist(rows, schema=batch.schema)

    def _is_dropped(self, table: str, row: Row) -> bool:
        """Whether a row would give away who a person is: other names, keys of other data sets, earlier ids."""
        names = self.names or ()
        if table in ("entity_aliases", "entity_identifiers"):
            return row["entity_id"] in names
        return table == "id_changes" and row["kind"] == "entity"

    def _hidden(self, row: Row, names: Pseudonyms, fixed: set[str] | frozenset[str] = frozenset()) -> Row:
        is_private = row.get("entity_id") in names and "type" in row
        out = {
            name: value if name in fixed else _exchanged(value, names) if _CODE.fullmatch(name) else names.hidden(value)
            for name, value in row.items()
        }
        if "exact" in row and out["exact"] != row["exact"]:
            out["exact"] = None  # an annotation's words are those of the text, or none
        for name in out:
            if name in _ADDRESSES or name in _PERSONAL or (is_private and name in ("wikidata_id", "geonames_id", "code")):
                out[name] = None
            elif name in ("urls", "aliases") and (name == "urls" or is_private):
                out[name] = []
        if "uri" in out:
            out["uri"] = row.get("article_id")
        if row.get("entity_id") in names and "wikidata_id" in out:
            out["wikidata_id"] = None
        return out


def _exchanged(value: Any, names: Pseudonyms) -> Any:
    return names.id_of(value) if isinstance(value, str) else value


def _columns(table: dictionary.Table) -> list[str]:
    names = table.column_names
    article = next((f"r.{name}" for name in ("article_id", "first_article_id") if name in names), "NULL")
    out = []
    for column in table.columns:
        if (table.name, column.name) == ("articles", "text"):
            out.append("if(r.article_id IN (SELECT article_id FROM open_articles), r.text, NULL) AS text")
        elif column.span or (table.name, column.name) == ("quote_groups", "text"):
            out.append(f'outgoing(r."{column.name}", {article}, $most) AS "{column.name}"')
        else:
            out.append(f'r."{column.name}"')
    if has_review(table):
        out.append(f"if({_is_reviewed(table)}, 'reviewed', 'machine') AS {REVIEW}")
    return out


def _is_reviewed(table: dictionary.Table) -> str:
    """The condition under which somebody stands behind a row: it was judged itself, or a judgement made it."""
    if "basis" in table.column_names and table.name in ("entity_aliases", "entity_identifiers"):
        return "r.basis IS NOT DISTINCT FROM 'user'"
    return f"r.{table.key[0]} IN (SELECT id FROM reviewed)" if len(table.key) == 1 else "false"  # noqa: S608 — names of the dictionary


def has_review(table: dictionary.Table) -> bool:
    """Whether exports say of the table's rows who stands behind them."""
    return table.name not in _STATED


def prepare(
    con: DuckDBPyConnection,
    *,
    with_text: bool = False,
    texts: bool = True,
    pseudonymise: bool = False,
    progress: Progress | None = None,
) -> Outgoing:
    """The open published file, made ready for an export. `texts`: whether whole ones go out where they may. Raises ExportError where an
    older release wrote it."""
    import duckdb  # noqa: PLC0415

    try:
        con.execute(sql_text("export/reviewed.sql"))
        con.execute(sql_text("export/open_articles.sql"), {"with_text": with_text, "closed": pseudonymise or not texts})
        con.execute(sql_text("export/macros.sql"))
        names = _pseudonyms(con) if pseudonymise else None
        facts = facts_of(con)
    except duckdb.BinderException as error:
        raise ExportError(
            f"The published file is of an earlier release and cannot be exported as it is: {str(error).splitlines()[0]}. `dateline run`"
            " publishes it anew."
        ) from error
    outgoing = Outgoing(con, with_text, names, facts=facts)
    if progress is not None:
        outgoing.progress = progress
    return outgoing


def _pseudonyms(con: DuckDBPyConnection) -> Pseudonyms:
    offices, sectors = public_roles()
    persons = con.execute(sql_text("export/persons.sql"), {"offices": offices, "sectors": sectors}).fetchall()
    others = con.execute(sql_text("export/other_names.sql")).fetchall()
    unknown = con.execute(sql_text("export/unknown_persons.sql")).fetchall()
    return Pseudonyms(
        secrets.token_bytes(32),
        private={entity_id: names for entity_id, is_public, names in persons if not is_public},
        public=(name for _, is_public, names in persons if is_public for name in names),
        others=(name for (name,) in others),
        unknown=(name for (name,) in unknown),
    )
