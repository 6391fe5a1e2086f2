"""What a reader of raw bytes sees of markup, records and addresses, and where each character of it stands in the source.

A name may be torn by tags, escaped in markup (`&eacute;`), in JSON (`\\u00e9`) or in an address (`%C3%A9`). A view is the text with all of
that undone; characters of it lead back to their place in the source. Attributes of tags follow behind what is shown. This is no
parser: nothing is judged, and what is no tag to it is text. Linear in the length of the source.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "page", "record", "record_page"]  # plain text; HTML; a line of JSON; a line of JSON that holds HTML

_PERCENT = r"(?:%[0-9A-Fa-f]{2})+"
_UNICODE = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}"
_ENTITY = r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});"
_LAYERS = {
    "address": re.compile(_PERCENT),
    "json": re.compile(rf"{_UNICODE}|\\[\"\\/bfnrt]"),
    "page": re.compile(rf"<[^<>]*>|{_ENTITY}|{_UNICODE}|{_PERCENT}"),
    "attribute": re.compile(rf"{_ENTITY}|{_UNICODE}|{_PERCENT}"),
}
_FORMS: dict[Form, tuple[str, ...]] = {
    "text": ("address",), "page": ("page",), "record": ("json", "address"), "record_page": ("json", "page"),
}  # fmt: skip
_CONTROLS = {"b": " ", "f": " ", "n": "\n", "r": "\n", "t": "\t"}
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|em|font|i|ins|mark|q|small|span|strong|sub|sup|u|wbr)\b[^<>]*>", re.IGNORECASE
)  # between the letters of a word they divide nothing
_Piece = tuple[str, int, int]  # what is seen, from where to where it stands in the source


@dataclass(frozen=True, slots=True)
class _Layer:
    """One undoing. Piece i begins at `at[i]` of `text` and stands at `source[i]`; `size[i]` is the length of an escape there, 0 where the
    piece stands in the source as it is."""

    text: str
    at: list[int]
    source: list[int]
    size: list[int]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to behind `end` of one piece stand in the source."""
        i = bisect_right(self.at, start) - 1
        if self.size[i]:
            return self.source[i], self.source[i] + self.size[i]
        return self.source[i] + start - self.at[i], self.source[i] + end - self.at[i]


@dataclass(frozen=True, slots=True)
class View:
    """`text` as seen; `where(i)` is the stretch of the source that shows as its i-th character."""

    text: str
    layers: tuple[_Layer, ...]

    def where(self, i: int) -> tuple[int, int]:
        """Start and end in the source."""
        start, end = i, i + 1
        for layer in reversed(self.layers):
            start, end = layer.back(start, start + 1)[0], layer.back(end - 1, end)[1]
        return start, end


def view(source: str, form: Form) -> View:
    """The view of a source."""
    layers, text = [], source
    for name in _FORMS[form]:
        if (layer := _undone(text, name)) is not None:
            layers.append(layer)
            text = layer.text
    return View(text, tuple(layers))


def _undone(source: str, name: str) -> _Layer | None:
    """None where there is nothing to undo."""
    if _LAYERS[name].search(source) is None:
        return None
    shown: list[str] = []
    at, places, sizes = [], [], []
    length = 0
    for seen, start, end in _pieces(source, name):
        if not seen:
            continue
        shown.append(seen)
        at.append(length)
        places.append(start)
        sizes.append(0 if end - start == len(seen) and source[start:end] == seen else end - start)
        length += len(seen)
    return _Layer("".join(shown), at or [0], places or [0], sizes or [0])


def _pieces(source: str, name: str) -> Iterator[_Piece]:
    tags: list[tuple[int, int]] = []
    yield from _between(source, 0, len(source), name, tags)
    for start, end in tags:
        yield "\n", start, start + 1
        yield from _between(source, start, end, "attribute", tags)


def _between(source: str, start: int, end: int, name: str, tags: list[tuple[int, int]]) -> Iterator[_Piece]:
    done = start
    for match in _LAYERS[name].finditer(source, start, end):
        yield source[done : match.start()], done, match.start()
        done = match.end()
        if match[0].startswith("<"):
            if len(match[0]) > 4:
                tags.append((match.start() + 1, done - 1))
            if _INLINE.fullmatch(match[0]) is None:
                yield " ", match.start(), done
        else:
            yield from _letters(match[0], match.start())
    yield source[done:end], done, end


def _letters(escape: str, start: int) -> Iterator[_Piece]:
    """What an escape stands for."""
    if escape.startswith("%"):
        yield from _octets(escape, start)
        return
    if escape.startswith("&"):
        seen = html.unescape(escape)
    elif escape.startswith("\\u"):
        units = bytes.fromhex(escape.replace("\\u", ""))
        seen = units.decode("utf-16-be", "replace")
    else:
        seen = _CONTROLS.get(escape[1], escape[1])
    yield seen, start, start + len(escape)


def _octets(escape: str, start: int) -> Iterator[_Piece]:
    try:
        letters = bytes.fromhex(escape.replace("%", "")).decode("utf-8")
    except UnicodeDecodeError:
        yield escape, start, start + len(escape)
        return
    for letter in letters:
        size = 3 * len(letter.encode("utf-8"))
        yield letter, start, start + size
        start += size
