"""The analysts' connection: the published file, read-only, with answers as pandas frames whose types follow from the columns' SQL types.

    VARCHAR                        str, missing values NaN
    whole numbers of any width     Int64 (UInt64 for UBIGINT; a HUGEINT sum that does not fit becomes float64)
    BOOLEAN                        boolean
    DOUBLE, FLOAT, DECIMAL         float64
    TIMESTAMP, and with time zone  datetime64[us, UTC]: a `*_at` is in UTC, whether or not SQL says so
    DATE                           datetime64[us], without zone: a publisher's calendar day is no moment
    lists, structs and the rest    object, as DuckDB gives them

So a column has one type whether it holds NULLs or not, and whether there are rows or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    import pandas as pd
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_WHOLE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})


def typed(frame: pd.DataFrame, types: Sequence[str]) -> pd.DataFrame:
    """The frame with the types above; `types` are those of its columns in SQL. Columns may share a name."""
    import pandas as pd  # noqa: PLC0415

    columns = [_column(frame.iloc[:, i], kind) for i, kind in enumerate(types)]
    if not columns:
        return frame
    out = pd.concat(columns, axis=1)
    out.columns = frame.columns
    return out


def _column(values: pd.Series[Any], kind: str) -> pd.Series[Any]:
    if kind in _WHOLE:
        return values.astype("Int64")
    if kind == "UBIGINT":
        return values.astype("UInt64")
    if kind in ("HUGEINT", "UHUGEINT"):
        known = values.dropna()
        fits = not len(known) or float(known.abs().max()) < 2**53  # DuckDB hands it over as float64
        return values.astype("float64").astype("Int64") if fits else values.astype("float64")
    if kind == "BOOLEAN":
        return values.astype("boolean")
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return values.astype("float64")
    if kind == "VARCHAR" or kind.startswith("ENUM"):
        return values.astype("str")
    if kind == "DATE":
        return values.astype("datetime64[us]")
    if kind.startswith("TIMESTAMP"):
        zoned = values.dt.tz_convert("UTC") if values.dt.tz is not None else values.dt.tz_localize("UTC")
        return zoned.dt.as_unit("us")
    return values


class Answer:
    """The rows of a question; `df()` is typed, all else is DuckDB's relation."""

    def __init__(self, relation: DuckDBPyRelation) -> None:
        self._relation = relation

    def df(self) -> pd.DataFrame:
        """The rows as a typed frame."""
        return typed(self._relation.df(), [str(kind) for kind in self._relation.types])

    to_df = fetchdf = df

    def __getattr__(self, name: str) -> Any:
        return getattr(self._relation, name)

    def __repr__(self) -> str:
        return repr(self._relation)


class Connection:
    """The published file, open for questions. It does what DuckDB's connection does; frames are typed. Close it, or use it in a `with` block."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def execute(self, query: str, parameters: object = None) -> Self:
        """Ask; then `df()`, `fetchall()`, … give the rows. Values of `parameters` stand for ? or $name. Raises duckdb.Error."""
        self._con.execute(query, parameters)
        return self

    def df(self) -> pd.DataFrame:
        """The rows of the last `execute` as a typed frame."""
        types = [str(column[1]) for column in self._con.description or ()]
        return typed(self._con.df(), types)

    fetchdf = fetch_df = df

    def sql(self, query: str, **options: Any) -> Answer | None:
        """A question whose rows are fetched when they are wanted; None for a statement without rows. Raises duckdb.Error."""
        relation = self._con.sql(query, **options)
        return None if relation is None else Answer(relation)

    query = sql

    def close(self) -> None:
        """Close the file; a later `connect()` sees what has been published since."""
        self._con.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._con, name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
