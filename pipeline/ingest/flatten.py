"""Markup as a sequence of tags, read in linear time, and the repair of absurd nesting.

Parsers recurse, give up or fall silent on a page that nests its elements thousands deep. `flatten` takes the wrappers
out that make it so: elements that stand deep and have far too much below them. What is nested no deeper than a page
that people write stays as it is, so that an article inside a heap of wrappers keeps its own markup.

The tokeniser follows the HTML standard as far as depth needs it: comments, quoted attributes, raw text elements, void
elements, end tags that may be left out. It never looks at a character more than a few times, whatever the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_DEPTH = 200  # libxml2 falls silent at 256 levels; 865 news pages reach 121 at most
_TOP = 24  # levels from above that are never taken out
_BELOW = 120  # levels below an element that are never too many
_TOKEN = re.compile(r"<(?:!--|[!?]|(/?)([a-zA-Z][a-zA-Z0-9:_-]*))")
_PLAIN_END = re.compile(r"[^<>\"']*>")
_STOP = re.compile(r"[>\"']")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
VOID = frozenset((
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr", "basefont", "bgsound",
))  # fmt: skip
OPTIONAL_END = frozenset(("p", "li", "dt", "dd", "td", "th", "tr", "option", "optgroup", "thead", "tbody", "tfoot", "html", "head", "body"))
# What a start tag ends where it was left open.
_CELLS = frozenset(("td", "th"))
_ROWS = _CELLS | {"tr"}
_ENDED_BY = {
    "li": frozenset(("li",)), "dt": frozenset(("dt", "dd")), "dd": frozenset(("dt", "dd")), "td": _CELLS, "th": _CELLS, "tr": _ROWS,
    "thead": _ROWS | {"thead", "tbody"}, "tbody": _ROWS | {"thead", "tbody"}, "tfoot": _ROWS | {"thead", "tbody"},
    "option": frozenset(("option",)), "optgroup": frozenset(("option", "optgroup")),
}  # fmt: skip
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "center", "dd", "details", "dir", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "main",
    "menu", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A start or end tag: its span in the markup and its name in lower case."""

    start: int
    end: int
    name: str
    is_end: bool
    is_empty: bool  # void, or closed in itself


def tokens(markup: str) -> Iterator[Token]:
    """The tags of a page in order; comments, declarations and the content of raw text elements passed over."""
    position = 0
    exhausted: set[str] = set()  # what does not occur any more from here on: never searched for twice
    while match := _TOKEN.search(markup, position):
        start, name = match.start(), (match[2] or "").lower()
        if not name:
            ending = "-->" if match[0] == "<!--" else ">"
            # `<!-->` is a comment as well: the end may share its dashes with the beginning.
            end = -1 if ending in exhausted else markup.find(ending, start + 2)
            if end < 0:
                exhausted.add(ending)
                position = match.end()
            else:
                position = end + len(ending)
            continue
        is_end = bool(match[1])
        end = _tag_end(markup, match.end(), exhausted)
        position = end
        yield Token(start, end, name, is_end, name in VOID or (not is_end and markup.endswith("/>", start, end)))
        if name in _RAW and not is_end and name not in exhausted:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(markup, end)
            if closing is None:
                exhausted.add(name)
            else:
                position = closing.start()


def _tag_end(markup: str, position: int, exhausted: set[str]) -> int:
    """Where the tag ends whose name ends at `position`: behind its `>`, else at the end of the page."""
    if match := _PLAIN_END.match(markup, position):
        return match.end()
    while match := _STOP.search(markup, position):
        mark = match[0]
        if mark == ">":
            return match.end()
        position = match.end()
        if mark in exhausted or not markup[max(0, match.start() - 8) : match.start()].rstrip().endswith("="):
            continue
        closing = markup.find(mark, position)
        if closing < 0:
            exhausted.add(mark)
        else:
            position = closing + 1
    return len(markup)


@dataclass(slots=True)
class _Element:
    token: Token
    depth: int
    height: int = 0
    closing: Token | None = None


def nesting(markup: str) -> tuple[int, list[_Element]]:
    """How deep the page's elements are nested, and the elements in the order of their start tags."""
    elements: list[_Element] = []
    stack: list[_Element] = []
    n_open: dict[str, int] = {}
    deepest = 0

    def leave() -> _Element:
        element = stack.pop()
        n_open[element.token.name] -= 1
        if stack:
            stack[-1].height = max(stack[-1].height, element.height + 1)
        return element

    for token in tokens(markup):
        if token.is_end:
            if n_open.get(token.name):
                while (element := leave()).token.name != token.name:
                    pass
                element.closing = token
            continue
        if token.is_empty:
            continue
        if stack and stack[-1].token.name == "p" and token.name in _BLOCKS:
            leave()
        ended = _ENDED_BY.get(token.name)
        while ended and stack and stack[-1].token.name in ended:
            leave()
        element = _Element(token, len(stack) + 1)
        elements.append(element)
        stack.append(element)
        n_open[token.name] = n_open.get(token.name, 0) + 1
        deepest = max(deepest, len(stack))
    while stack:
        leave()
    return deepest, elements


def flatten(markup: str) -> str:
    """The page with the wrappers of absurd nesting taken out; unchanged where it is no deeper than MAX_DEPTH.

    A block that is taken out leaves a line break, so that the lines on both sides of it stay two.
    """
    deepest, elements = nesting(markup)
    if deepest <= MAX_DEPTH:
        return markup
    cuts: list[Token] = []
    for element in elements:
        if element.depth > _TOP and element.height > _BELOW:
            cuts.append(element.token)
            if element.closing is not None:
                cuts.append(element.closing)
    cuts.sort(key=lambda token: token.start)
    pieces: list[str] = []
    position = 0
    for cut in cuts:
        if cut.start > position:
            pieces.append(markup[position : cut.start])
        if cut.name in _BLOCKS and not (pieces and pieces[-1] == "<br>"):
            pieces.append("<br>")
        position = cut.end
    pieces.append(markup[position:])
    return "".join(pieces)
