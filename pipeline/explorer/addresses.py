"""Where a page is: on the server, and among the files of the static site. Templates and views ask here and write no path themselves.

A page has a kind (`article`, `quotes` …), for some kinds a key (an id), and a query (`page`, `lang`, `from` …). The server knows them all.
Among files there is no query but the number of a page, so what only a server can answer has no address there ("").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Protocol
from urllib.parse import quote, urlencode

KEYED = ("article", "statement", "story", "event", "entity", "table")
LISTS = ("articles", "quotes", "timeline", "entities", "stories")
SERVED = ("search", "sql", "judge", "audit")  # what only a server can answer
WRITTEN = ("/judge/", "/audit/")  # below which forms are sent
_KEY = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
Value = str | int | None


def is_key(key: str) -> bool:
    """Whether it has the shape of an id: what has not is nothing that a page could be about."""
    return _KEY.fullmatch(key) is not None and not key.startswith(".")


class Links(Protocol):
    """Addresses, as seen from one page."""

    is_static: bool

    def to(self, kind: str, key: str | None = None, **query: Value) -> str:
        """The address of a page; "" where it has none. `from_` and `to_` are offsets into an article's text."""

    def asset(self, name: str) -> str:
        """The address of a file that pages use: the style sheet, the map's background."""


class ServerLinks:
    """Addresses below `/`. `may_write`: whether there are pages with forms."""

    is_static = False

    def __init__(self, *, may_write: bool = False) -> None:
        self._may_write = may_write

    def to(self, kind: str, key: str | None = None, **query: Value) -> str:
        if kind in ("judge", "audit") and not self._may_write:
            return ""
        path = "/" if kind == "home" else f"/{kind}"
        if key is not None:
            path += "/" + quote(key, safe=":")
        anchor = query.pop("anchor", None)
        named = {name.rstrip("_"): value for name, value in query.items() if value not in (None, "", 0)}
        if "from_" in query:
            named["from"] = str(query["from_"])  # 0 is a place
            anchor = anchor or f"c{query['from_']}"
        return path + (f"?{urlencode(named)}" if named else "") + (f"#{quote(str(anchor))}" if anchor else "")

    def asset(self, name: str) -> str:
        return f"/static/{name}"


class FileLinks:
    """Addresses among files, relative to the page that holds them. `known`: the keys of the pages that are written, by kind."""

    is_static = True

    def __init__(self, depth: int, known: Mapping[str, Collection[str]]) -> None:
        self._up, self._known = "../" * depth, known

    def to(self, kind: str, key: str | None = None, **query: Value) -> str:
        anchor = query.pop("anchor", None) or (f"c{query['from_']}" if query.get("from_") is not None else None)
        number = query.pop("page", None)
        asks = {name for name, value in query.items() if value not in (None, "", 0)} - {"from_", "to_", "part"}
        if asks or kind in SERVED or (kind in KEYED and key not in self._known.get(kind, ())):
            return ""
        return self._up + file_of(kind, key, number) + (f"#{anchor}" if anchor else "")

    def asset(self, name: str) -> str:
        return f"{self._up}static/{name}"


def file_of(kind: str, key: str | None = None, number: Value = None) -> str:
    """The file of a page, below the folder of the site. Raises ValueError for a key that is no id."""
    behind = f"-{number}" if number and int(number) > 1 else ""
    if kind == "home":
        return f"index{behind}.html"
    if kind not in KEYED:
        return f"{kind}{behind}.html"
    if key is None or not is_key(key):
        raise ValueError(f"{key!r} is no id of a page of the kind {kind}.")
    return f"{kind}/{key.replace(':', '_')}{behind}.html"
