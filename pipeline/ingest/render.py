"""Rendering: a parsed page to lines, one a block element, never torn at inline elements.

A line is the text between two block boundaries: `<p>`, headings, `<li>`, `<td>`, `<figcaption>`, the leaf text of a
`<div>` and so on begin and end one, `<br>` (and a newline inside `<pre>`) splits one. White space is collapsed as a
browser does it; no-break spaces stay, soft hyphens and zero-width spaces (hints where to break) go. Left out is what
no browser shows as text: head, script, style, template, noscript, form values, embedded objects and hidden elements.
Which lines belong to the article is not decided here; the hints tell `clean` what the markup says of each.

The walk keeps its own stack, so a page nested deeper than Python's recursion limit costs nothing but itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, Tag

from pipeline.model import LineHint

# Part of every HTML document's version: raise it whenever a page may come out with other lines.
RENDERER_VERSION = "html-2"

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol",
    "optgroup", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "xmp",
))  # fmt: skip
_LEFT_OUT = frozenset((
    "head", "script", "style", "template", "noscript", "noframes", "select", "datalist", "textarea", "object",
    "embed", "applet", "canvas", "svg", "audio", "video", "iframe", "title", "meta", "link", "base",
))  # fmt: skip
_PREFORMATTED = frozenset(("pre", "listing", "plaintext", "xmp"))
# Drawn as boxes of their own: the text on either side never makes one word with theirs.
_BOXES = frozenset(("button", "input", "img", "iframe", "svg", "video", "audio", "select", "textarea", "object", "time"))
_LANDMARKS = frozenset(("article", "main", "aside", "nav", "header", "footer", "figure", "form"))
_ROLES = {
    "article": "article", "main": "main", "complementary": "aside", "navigation": "nav", "banner": "header",
    "contentinfo": "footer", "figure": "figure", "form": "form", "search": "form",
}  # fmt: skip
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_BREAK_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
MAX_LINES = 200_000


class TooManyLinesError(Exception):
    """A page with more than MAX_LINES lines."""


@dataclass(slots=True)
class _Context:
    """What an open element means for the text below it."""

    tag: str
    region: str
    in_link: bool
    preformatted: bool


@dataclass(slots=True)
class _Line:
    """A line that is being collected: its pieces, and how much of them is link."""

    hidden_block: int = 0
    pieces: list[str] = field(default_factory=list)
    context: _Context | None = None
    n_chars: int = 0
    n_link: int = 0

    def add(self, text: str, context: _Context) -> None:
        n = len(text) - text.count(" ")
        if n and self.context is None:
            self.context = context
        self.pieces.append(text)
        self.n_chars += n
        if context.in_link:
            self.n_link += n

    def flush(self) -> tuple[str, LineHint, int] | None:
        text = _SPACE.sub(" ", "".join(self.pieces)).strip()
        context = self.context
        share = round(self.n_link / self.n_chars, 3) if self.n_chars else 0.0
        self.pieces.clear()
        self.context = None
        self.n_chars = self.n_link = 0
        if not text or context is None:
            return None
        return text, LineHint(context.tag, share, context.region), self.hidden_block


def render(root: BeautifulSoup | Tag) -> list[tuple[str, LineHint]]:
    """The lines of a page or of a part of one, each with its hint; no line is empty. Raises TooManyLinesError.

    Pages that are put together by scripts send their article in a hidden element and reveal it later: a hidden block
    that holds more prose (text of paragraphs) than all that is visible is rendered like the rest.
    """
    prose: dict[int, int] = {}  # hidden block (0: visible) → characters in its paragraphs
    found: list[tuple[str, LineHint, int]] = []
    for text, hint, block in _lines(root):
        found.append((text, hint, block))
        if len(found) > MAX_LINES:
            raise TooManyLinesError
        if hint.tag == "p":
            prose[block] = prose.get(block, 0) + len(text)
    visible = prose.get(0, 0)
    return [(text, hint) for text, hint, block in found if not block or prose.get(block, 0) > visible]


def _lines(root: Tag) -> Iterator[tuple[str, LineHint, int]]:
    """Lines with their hint and the number of the hidden block they stand in, 0 where they are visible."""
    n_hidden = 0
    after_link = False  # the last thing seen was the end of a link: <a>Home</a><a>World</a> are two words
    # Open elements: the children left, what they mean for text, whether they end a line, the line they write to.
    stack: list[tuple[Iterator[PageElement], _Context, bool, _Line]] = [(iter((root,)), _above(root), False, _Line())]
    while stack:
        children, context, ends_line, line = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            if (ends_line or not stack) and (done := line.flush()):
                yield done
            if stack and context.in_link and not stack[-1][1].in_link:
                after_link = True
            continue
        if not isinstance(node, Tag):
            if type(node) in (NavigableString, CData):
                after_link = False
                yield from _write(str(node), line, context)
            continue
        name = node.name
        is_block = name in _BLOCKS
        if name in _LEFT_OUT or is_hidden(node):
            if name in _BOXES:
                line.add(" ", context)
            if name in _LEFT_OUT or not is_block:
                continue
            if not line.hidden_block:  # a line of its own, so that the visible text around it stays one line
                n_hidden += 1
                line = _Line(n_hidden)
        if is_block or name == "br":
            if done := line.flush():
                yield done
        elif name in _BOXES or (name == "a" and after_link):
            line.add(" ", context)
        stack.append((iter(node.contents), _below(node, context, is_block=is_block), is_block, line))


def _write(text: str, line: _Line, context: _Context) -> Iterator[tuple[str, LineHint, int]]:
    """Add text to a line, white space collapsed as a browser does it; preformatted text keeps its own lines."""
    text = text.translate(_BREAK_HINTS)
    first, *others = text.replace("\r\n", "\n").split("\n") if context.preformatted else [text]
    line.add(_SPACE.sub(" ", first), context)
    for other in others:
        if done := line.flush():
            yield done
        line.add(_SPACE.sub(" ", other), context)


def _below(node: Tag, context: _Context, *, is_block: bool) -> _Context:
    region = node.name if node.name in _LANDMARKS else _ROLES.get(_attribute(node, "role").lower(), context.region)
    is_link = node.name == "a" and node.has_attr("href")
    if not is_block and not is_link and region == context.region:
        return context
    return _Context(
        tag=node.name if is_block else context.tag,
        region=region,
        in_link=context.in_link or is_link,
        preformatted=context.preformatted or node.name in _PREFORMATTED,
    )


def _above(root: Tag) -> _Context:
    """What stands above a part of a page that a selector chose."""
    context = _Context("body", "", in_link=False, preformatted=False)
    for parent in reversed(list(root.parents)):
        context = _below(parent, context, is_block=parent.name in _BLOCKS)
    return context


def is_hidden(node: Tag) -> bool:
    """True where the element's own markup hides it (`hidden`, or an inline style that does); never the page itself."""
    attributes = node.attrs
    if node.name in ("html", "body"):
        return False
    if "hidden" in attributes and _attribute(node, "hidden").lower() != "until-found":
        return True
    return "style" in attributes and bool(_HIDDEN_STYLE.search(_attribute(node, "style")[:2000]))


def _attribute(node: Tag, name: str) -> str:
    value = node.attrs.get(name)
    if value is None:
        return ""
    return str(value) if isinstance(value, str) else " ".join(value)
