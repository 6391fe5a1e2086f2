"""Rendering: a parsed page to lines, one a block element, never torn at inline elements.

A line is the text between two block boundaries: `<p>`, headings, `<li>`, `<td>`, `<figcaption>`, the leaf text of a
`<div>` and so on begin and end one, `<br>` (and a newline inside `<pre>`) splits one. White space is collapsed as a
browser does it; no-break spaces stay, soft hyphens and zero-width spaces (hints where to break) go. Left out is what
no browser shows as text: head, script, style, template, noscript, form values, embedded objects and hidden elements.
Which lines belong to the article is not decided here; the hints tell `clean` what the markup says of each.

A page is walked once, as events (`events.py`), whichever parser read it; what its markup says of itself is noted in the
same walk (`pagemeta.Facts`), and what its elements are beside each other is told by `blocks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.ingest import marks
from pipeline.ingest.blocks import Blocks, Piece
from pipeline.ingest.events import END, TEXT, Attributes, Event
from pipeline.ingest.pagemeta import Facts
from pipeline.model import LineHint

# Part of every HTML document's version: raise it whenever a page may come out with other lines.
RENDERER_VERSION = "html-4"

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol",
    "optgroup", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul", "xmp",
))  # fmt: skip
LEFT_OUT = frozenset((
    "head", "script", "style", "template", "noscript", "noframes", "select", "datalist", "textarea", "object",
    "embed", "applet", "canvas", "svg", "audio", "video", "iframe", "title", "meta", "link", "base", "rt", "rp",
))  # fmt: skip
PICTURES = frozenset(("img", "picture", "figure", "video", "svg", "iframe"))
EMPHASIS = frozenset(("b", "strong", "em", "i"))
PREFORMATTED = frozenset(("pre", "listing", "plaintext", "xmp"))
# Drawn as boxes of their own: the text on either side never makes one word with theirs.
BOXES = frozenset(("button", "input", "img", "iframe", "svg", "video", "audio", "select", "textarea", "object", "time"))
LANDMARKS = frozenset(("article", "main", "aside", "nav", "header", "footer", "figure", "form"))
ROLES = {
    "article": "article", "main": "main", "complementary": "aside", "navigation": "nav", "banner": "header",
    "contentinfo": "footer", "figure": "figure", "form": "form", "search": "form",
}  # fmt: skip
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)", re.IGNORECASE)
WHITE = " \t\n\r\f\v"
SPACE = re.compile(r"[ \t\n\r\f\v]{2,}|[\t\n\r\f\v]")  # what is not a single space already
_BREAK_HINT = re.compile("[\u00ad\u200b\ufeff]")
_BREAK_HINTS = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))
MAX_LINES = 200_000


# The elements above a part of a page, outermost first, and the events of the part.
Part = tuple[Sequence[tuple[str, Attributes]], Iterable[Event]]


class TooManyLinesError(Exception):
    """A page with more than MAX_LINES lines."""


@dataclass(slots=True)
class _Context:
    """What an open element means for the text below it."""

    tag: str
    region: str
    in_link: bool
    preformatted: bool
    bold: bool
    block: int  # number of the nearest block element
    marks: int  # of the inline elements below that


@dataclass(slots=True)
class _Line:
    """A line that is being collected: its pieces, and how much of them is link or emphasis."""

    hidden_block: int = 0
    pieces: list[str] = field(default_factory=list)
    context: _Context | None = None
    n_chars: int = 0
    n_link: int = 0
    n_bold: int = 0
    n_links: int = 0

    def add(self, text: str, context: _Context) -> None:
        n = len(text) - text.count(" ")
        if n and self.context is None:
            self.context = context
        self.pieces.append(text)
        self.n_chars += n
        if context.in_link:
            self.n_link += n
        if context.bold:
            self.n_bold += n


class _Walk:
    """One walk over a page: `pieces` are its lines so far."""

    def __init__(self, facts: Facts | None) -> None:
        self.pieces: list[Piece] = []
        self.blocks = Blocks()
        self._facts = facts
        self._has_image = False
        self._n_hidden = 0

    def run(self, events: Iterable[Event], above: _Context) -> None:  # noqa: C901, PLR0912, PLR0915 (the one loop all time goes to)
        """Walk `events`, which stand below `above`."""
        facts = self._facts
        line, context = _Line(), above
        stack: list[tuple[_Context, bool, _Line]] = []  # of the open elements: what stands around them, do they end a line
        after_link = False  # the last thing seen was the end of a link: <a>Home</a><a>World</a> are two words
        left_out = 0  # open elements since one that is not shown
        for kind, name, node in events:
            if kind == TEXT:
                if facts is not None and facts.is_listening:
                    facts.text(name)
                if not left_out:
                    after_link = False
                    if not name.isspace() or context.preformatted or name.strip(WHITE):
                        self._write(name, line, context)
                    elif not line.pieces or line.pieces[-1] != " ":
                        line.pieces.append(" ")
            elif kind == END:
                if facts is not None:
                    facts.end(name)
                if left_out:
                    left_out -= 1
                    continue
                outer, ends_line, around = stack.pop()
                if ends_line and line.pieces:
                    self._flush(line)
                if context.in_link and not outer.in_link:
                    after_link = True
                    line.n_links += 1
                context, line = outer, around
            else:
                assert node is not None
                if facts is not None:
                    facts.start(name, node)
                if left_out:
                    left_out += 1
                    continue
                is_block = name in BLOCKS
                around = line
                if name in PICTURES:
                    self._has_image = True
                if name in LEFT_OUT or (node and ("hidden" in node or "style" in node) and is_hidden(name, node)):
                    if name in BOXES:
                        line.add(" ", context)
                    if name in LEFT_OUT or not is_block:
                        left_out = 1
                        continue
                    if not line.hidden_block:  # a line of its own, so that the visible text around it stays one line
                        self._n_hidden += 1
                        line = _Line(self._n_hidden)
                if is_block or name == "br":
                    if line.pieces:
                        self._flush(line)
                elif name in BOXES or (name == "a" and after_link):
                    line.add(" ", context)
                stack.append((context, is_block, around))
                context = self.below(name, node, context, is_block=is_block)
        self._flush(line)

    def below(self, name: str, node: Attributes, context: _Context, *, is_block: bool) -> _Context:
        if not node and name not in LANDMARKS:
            if is_block:
                number = self.blocks.add(context.block, name, "", 0)
                return _Context(name, context.region, context.in_link, context.preformatted or name in PREFORMATTED, False, number, 0)
            if name not in EMPHASIS or context.bold:
                return context
            return _Context(context.tag, context.region, context.in_link, context.preformatted, True, context.block, context.marks)
        classes, role, prop = node.get("class"), node.get("role"), node.get("itemprop")
        said = 0
        if classes or (is_block and node.get("id")):
            said = marks.of_names(f"{classes or ''} {node.get('id') or ''}")
        region = context.region
        if name in LANDMARKS:
            region = name
        if role:
            said |= marks.of_value("role", role)
            if name not in LANDMARKS:
                region = ROLES.get(role.lower(), region)
        if prop:
            said |= marks.of_value("itemprop", prop)
        if is_block:
            if kind := node.get("itemtype"):
                said |= marks.of_value("itemtype", kind)
            if node.get("aria-hidden") == "true":
                said |= marks.HIDDEN
            if name in ("html", "body"):
                said = 0
            number = self.blocks.add(context.block, name, classes or "", said)
            return _Context(name, region, context.in_link, context.preformatted or name in PREFORMATTED, False, number, 0)
        is_link = name == "a" and node.get("href") is not None
        is_bold = name in EMPHASIS
        if not is_link and not is_bold and not said and region == context.region:
            return context
        return _Context(
            context.tag,
            region,
            context.in_link or is_link,
            context.preformatted,
            context.bold or is_bold,
            context.block,
            context.marks | said,
        )

    def _write(self, text: str, line: _Line, context: _Context) -> None:
        """Add text to a line, white space collapsed as a browser does it; preformatted text keeps its own lines."""
        if not text.isascii() and _BREAK_HINT.search(text):
            text = text.translate(_BREAK_HINTS)
        if not context.preformatted:
            line.add(" " if not text.strip(WHITE) else SPACE.sub(" ", text), context)
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        line.add(SPACE.sub(" ", first), context)
        for other in others:
            self._flush(line)
            line.add(SPACE.sub(" ", other), context)

    def _flush(self, line: _Line) -> None:
        """Close a line: it goes to `pieces` if it holds anything."""
        context = line.context
        if line.pieces:
            text = "".join(line.pieces)
            if "  " in text:
                text = SPACE.sub(" ", text)
            text = text.strip()
            line.pieces.clear()
            if text and context is not None:
                piece = Piece(
                    text,
                    context.tag,
                    context.region,
                    context.block,
                    context.marks,
                    line.n_chars,
                    line.n_link,
                    line.n_bold,
                    max(line.n_links, int(line.n_link > 0)),
                    self._has_image,
                    line.hidden_block,
                )
                self.pieces.append(piece)
                self._has_image = False
                if len(self.pieces) > MAX_LINES:
                    raise TooManyLinesError
            line.context = None
            line.n_chars = line.n_link = line.n_bold = line.n_links = 0


def render(parts: Sequence[Part], facts: Facts | None = None) -> list[tuple[str, LineHint]]:
    """The lines of a page, or of parts of one, each with its hint; no line is empty. Raises TooManyLinesError.

    A part is the elements above it (outermost first, name and attributes) and the events of itself. `facts` takes note
    of what the markup says of the page.

    Pages that are put together by scripts send their article in a hidden element and reveal it later: a hidden block
    that holds more prose (text of paragraphs) than all that is visible is rendered like the rest.
    """
    walk = _Walk(facts)
    for above, events in parts:
        context = _Context("body", "", False, False, False, 0, 0)
        for name, node in above:
            context = walk.below(name, node, context, is_block=name in BLOCKS)
        walk.run(events, context)
    return shown(walk.pieces, walk.blocks)


def shown(pieces: list[Piece], blocks: Blocks) -> list[tuple[str, LineHint]]:
    """The pieces that a page shows, with their hints: hidden ones only where they are its article."""
    prose: dict[int, int] = {}  # hidden block (0: visible) → characters in its paragraphs
    for piece in pieces:
        if piece.tag == "p":
            prose[piece.hidden_block] = prose.get(piece.hidden_block, 0) + len(piece.text)
    visible = prose.get(0, 0)
    seen = [piece for piece in pieces if not piece.hidden_block or prose.get(piece.hidden_block, 0) > visible]
    return list(zip((piece.text for piece in seen), blocks.hints(seen), strict=True))


def is_hidden(name: str, node: Attributes) -> bool:
    """True where the element's own markup hides it (`hidden`, or an inline style that does); never the page itself."""
    if not node or name in ("html", "body"):
        return False
    hidden = node.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    style = node.get("style")
    return style is not None and bool(_HIDDEN_STYLE.search(style[:2000]))
