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

import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType
    from typing import Self

    import pandas as pd
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

_DTYPES: dict[str, Any] = {
    "VARCHAR": "str", "ENUM": "str", "BOOLEAN": "boolean", "DATE": "datetime64[us]", "DOUBLE": "float64", "FLOAT": "float64",
    "DECIMAL": "float64", "UBIGINT": "UInt64",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"), "Int64"),
}  # fmt: skip


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
    if kind.startswith("TIMESTAMP"):
        moments: pd.Series[Any] = values.dt.tz_convert("UTC") if values.dt.tz is not None else values.dt.tz_localize("UTC")
        return moments.astype("datetime64[us, UTC]")
    if kind in ("HUGEINT", "UHUGEINT"):  # what sums are; DuckDB hands them over as float64
        numbers = values.astype("float64")
        return numbers.astype("Int64") if not (numbers.abs() >= 2**53).any() else numbers
    wanted = _DTYPES.get(kind.partition("(")[0]) if not kind.endswith("]") else None
    return values if wanted is None else values.astype(wanted)


def _fetched(rows: DuckDBPyConnection | DuckDBPyRelation) -> pd.DataFrame:
    """The frame that DuckDB makes, without pandas' warning that DuckDB calls it as pandas 4 will no longer allow (moments with a zone)."""
    import pandas as pd  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.Pandas4Warning)
        return rows.df()


class Answer:
    """The rows of a question; `df()` is typed, all else is DuckDB's relation."""

    def __init__(self, relation: DuckDBPyRelation) -> None:
        self._relation = relation

    def df(self) -> pd.DataFrame:
        """The rows as a typed frame."""
        return typed(_fetched(self._relation), [str(kind) for kind in self._relation.types])

    to_df = fetchdf = df

    def __getattr__(self, name: str) -> Any:
        return getattr(self._relation, name)

    def __repr__(self) -> str:
        return repr(self._relation)


class Connection:
    """The published file, open for questions: DuckDB's connection, but for typed frames. Close it, or use it in a `with` block."""

    def __init__(self, con: DuckDBPyConnection) -> None:
        self._con = con

    def execute(self, query: str, parameters: object = None) -> Self:
        """Ask; then `df()`, `fetchall()`, … give the rows. Values of `parameters` stand for ? or $name. Raises duckdb.Error."""
        self._con.execute(query, parameters)
        return self

    def df(self) -> pd.DataFrame:
        """The rows of the last `execute` as a typed frame."""
        types = [str(column[1]) for column in self._con.description or ()]
        return typed(_fetched(self._con), types)

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
