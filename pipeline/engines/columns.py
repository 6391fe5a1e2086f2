"""Values that cross a floor as columns, and back: what a store, or a machine elsewhere, is handed in place of Python's objects.

Types follow from the annotations of the dataclasses in pipeline/model.py: a nested dataclass is a STRUCT, a tuple a list, an aware
datetime a TIMESTAMP in UTC. No storage is known here: the build file and the cluster use the same columns.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any, Literal, TypeVar, Union

import pyarrow as pa

T = TypeVar("T")
_SCALARS = {str: pa.string(), int: pa.int32(), float: pa.float64(), bool: pa.bool_(), date: pa.date32(),
            datetime: pa.timestamp("us")}  # fmt: skip


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def _bare(annotation: Any) -> Any:
    """The annotation without `| None`."""
    if typing.get_origin(annotation) in (Union, types.UnionType):
        arms = [arm for arm in typing.get_args(annotation) if arm is not type(None)]
        if len(arms) != 1:
            raise TypeError(f"{annotation} has no column type: a field holds one kind of value, or None")
        return arms[0]
    return annotation


@cache
def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field's annotation; TypeError where there is none."""
    bare = _bare(annotation)
    if bare in _SCALARS:
        return _SCALARS[bare]
    if typing.get_origin(bare) is Literal:
        return arrow_type(typing.cast("Any", type(typing.get_args(bare)[0])))
    if typing.get_origin(bare) is tuple:
        return pa.list_(arrow_type(typing.get_args(bare)[0]))
    if dataclasses.is_dataclass(bare):
        hints = _hints(typing.cast("type", bare))
        return pa.struct([(f.name, arrow_type(hints[f.name])) for f in dataclasses.fields(bare)])
    raise TypeError(f"{annotation} has no column type")


def columns_of(shape: type, keys: Sequence[tuple[str, type]] = (), without: Sequence[str] = ()) -> pa.Schema:
    """The Arrow schema of a dataclass: the keys (name, type), then its fields but for those in `without`."""
    hints = _hints(shape)
    fields = [(f.name, arrow_type(hints[f.name])) for f in dataclasses.fields(shape) if f.name not in without]
    known = dict(keys)
    return pa.schema([(name, arrow_type(kind)) for name, kind in keys] + [field for field in fields if field[0] not in known])


def plain(value: Any) -> Any:
    """A value as Arrow takes it: dataclasses as dicts, tuples as lists, aware datetimes as UTC without a zone."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    return value


def column_of(annotation: Any, values: Sequence[Any]) -> pa.Array:
    """The values of a field as a column: `plain` for each, but field by field, without a dict for each dataclass."""
    bare = _bare(annotation)
    if bare is datetime:
        return pa.array([plain(value) for value in values], arrow_type(bare))
    if typing.get_origin(bare) is tuple:
        ends = accumulate(map(len, values), initial=0)
        inner = column_of(typing.get_args(bare)[0], list(chain.from_iterable(values)))
        return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), inner, type=arrow_type(bare))
    if dataclasses.is_dataclass(bare):
        kind = arrow_type(typing.cast("Any", bare))
        missing = [value is None for value in values]
        there = [value for value in values if value is not None] if any(missing) else values
        fields = [column_of(hint, list(map(attrgetter(name), there))) for name, hint, _ in _plan(typing.cast("Any", bare))]
        found = pa.StructArray.from_arrays(fields, fields=list(kind)) if fields else pa.array([{}] * len(there), kind)
        return found if there is values else found.take(_places(missing))
    return pa.array(values, arrow_type(bare))


def _places(missing: Sequence[bool]) -> pa.Array:
    """Where each value stands among those that are there; NULL for one that is missing."""
    there = accumulate((not gone for gone in missing), initial=0)
    return pa.array([None if gone else place for gone, place in zip(missing, there, strict=False)], pa.int32())


def revive(annotation: Any, value: Any) -> Any:
    """The inverse of `plain`: what DuckDB gives back, as the value of the annotation."""
    if value is None:
        return None
    bare = _bare(annotation)
    if bare is datetime:
        return value.replace(tzinfo=UTC)
    if typing.get_origin(bare) is tuple:
        inner = typing.get_args(bare)[0]
        return tuple(revive(inner, item) for item in value)
    if dataclasses.is_dataclass(bare):
        return build(typing.cast("type[Any]", bare), value)
    return value


@cache
def _plan(shape: Any) -> tuple[tuple[str, Any, bool], ...]:
    hints = _hints(shape)
    simple = {str, int, float, bool, date}
    return tuple(
        (f.name, hints[f.name], _bare(hints[f.name]) in simple or typing.get_origin(_bare(hints[f.name])) is Literal)
        for f in dataclasses.fields(shape)
    )


def build(shape: type[T], values: dict[str, Any], **given: Any) -> T:
    """An instance of the dataclass from a row (column → value); `given` fields are taken as they are."""
    fields = {
        name: given[name] if name in given else values[name] if simple else revive(annotation, values[name])
        for name, annotation, simple in _plan(typing.cast("Any", shape))
    }
    return shape(**fields)
