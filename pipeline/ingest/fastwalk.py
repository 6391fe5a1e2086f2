"""The walk of pages that are read fast: C writes the tree as one text with marks in it, and that text is cut into lines.

`render.py` follows every element of a page in Python. Here a stylesheet (XSLT, run by libxslt) writes down what shows: where
blocks begin and end, with what they are called, where links and line breaks stand, and the text between them. Inline elements
leave nothing but their text, and their classes are not asked for: the lines are those of `render.py`, and of a hint `bold`,
`is_behind_image` and the marks of inline elements are not looked for; links are counted that have text in the line.

The marks are noncharacters of Unicode, which no page may hold; a page that does can forge no more than markup of its own.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from pipeline.ingest import render
from pipeline.ingest.blocks import PROSE
from pipeline.ingest.fasthints import NEXT, Rows, hints_of, said_of
from pipeline.ingest.render import MAX_LINES, TooManyLinesError
from pipeline.model import LineHint

_BEGIN, _NEXT, _SAID, _LINK, _LINK_END, _BREAK, _END = "\ufdd0", NEXT, "\ufdd2", "\ufdd3", "\ufdd4", "\ufdd5", "\ufdd6"
# Part of the version of every page that is read fast: raise it whenever such a page may come out with other lines.
FAST_VERSION = f"{render.RENDERER_VERSION}-fast-2"
_PARAGRAPH = f"p{_NEXT}"
_LINKED = re.compile(f"{_LINK}([^{_LINK}{_LINK_END}]*){_LINK_END}")
_ROLE, _STYLE, _HIDDEN = (f"{_NEXT}{name}=" for name in ("role", "style", "hidden"))
_BREAK_HINTS = tuple(sign.encode() for sign in "\u00ad\u200b\ufeff")
# Lists and the like have many of these, of which what they are called by one by one says nothing.
_ITEMS = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "tbody"))
_STYLE_SAYS = "contains(translate(@style, '{0} ', '{1}'), '{2}')"
_HIDES = " or ".join((
    "@hidden[translate(., 'UNTILFOD', 'untilfod') != 'until-found']",
    _STYLE_SAYS.format("DISPLAYNOE", "displaynoe", "display:none"),
    _STYLE_SAYS.format("VISBLTYHDEN", "visbltyhden", "visibility:hidden"),
))  # fmt: skip


@lru_cache(maxsize=1)
def _stylesheet() -> etree.XSLT:
    def template(names: frozenset[str] | str, content: str) -> str:
        return f'<xsl:template match="{names if isinstance(names, str) else "|".join(sorted(names))}">{content}</xsl:template>'

    shown, space = "<xsl:apply-templates/>", "<xsl:text> </xsl:text>"
    visible = f'<xsl:if test="not(@style or @hidden) or not({_HIDES})">{{}}</xsl:if>'
    name, called = '<xsl:value-of select="name()"/>', '<xsl:value-of select="@class"/>'
    told = "@id|@role|@itemprop|@itemtype|@aria-hidden|@style|@hidden"
    more = f'<xsl:for-each select="{told}">{_NEXT}<xsl:value-of select="name()"/>=<xsl:value-of select="."/></xsl:for-each>'
    item = f'{_BEGIN}{name}{_NEXT}{called}<xsl:if test="@style or @hidden or @itemprop">{more}</xsl:if>{_SAID}{shown}{_END}'
    block = f'{_BEGIN}{name}{_NEXT}{called}<xsl:if test="@*[2] or not(@class)">{more}</xsl:if>{_SAID}{shown}{_END}'
    typeset = f"{_BEGIN}{name}{_NEXT}{called}{_SAID}<xsl:value-of select=\"translate(., '&#10;', '{_BREAK}')\"/>{_END}"
    inline, link = visible.format(shown), visible.format(f"{_LINK}{shown}{_LINK_END}")
    out, boxes = render.LEFT_OUT, render.BOXES
    rules = (
        template("*", inline),
        template("a[@href]", link),
        template("br", _BREAK),
        template(_ITEMS, item),
        template(render.BLOCKS - _ITEMS - render.PREFORMATTED, block),
        template(render.PREFORMATTED, typeset),
        template(out - boxes, ""),
        template(out & boxes, space),
        template(boxes - out, space + inline),
        template("comment()|processing-instruction()", ""),
    )
    head = '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:output method="text" encoding="utf-8"/>'
    return etree.XSLT(etree.XML(f"{head}{''.join(rules)}</xsl:stylesheet>".encode()))


def _written(root: etree._Element) -> str:
    """The page as the stylesheet writes it, white space collapsed as a browser does it."""
    written = b" ".join(bytes(_stylesheet()(root)).split())
    for sign in _BREAK_HINTS:
        if sign in written:
            written = written.replace(sign, b"")
    return written.decode()


class _Walk:
    """One walk over what the stylesheet wrote."""

    def __init__(self, revealed: frozenset[int] = frozenset()) -> None:
        self.rows = Rows()
        self._revealed = revealed  # numbers of hidden blocks that are shown
        self._n_open = 0  # links that began in an earlier block

    def run(self, written: str) -> None:
        """Cut a page into its lines."""
        rows = self.rows
        parents, heads, regions, hides, chars, linked = rows.parents, rows.heads, rows.regions, rows.hides, rows.chars, rows.linked
        add = rows.lines.append
        at = 0
        for part in written.split(_BEGIN)[1:]:
            head, _, rest = part.partition(_SAID)
            text, end, behind = rest.partition(_END)
            text = text.strip()
            is_told = _ROLE in head or _STYLE in head or _HIDDEN in head  # more than by its name and classes
            if end and len(text) < PROSE:  # no block stands in it, and it holds no prose: it needs no number
                if text:
                    if hides[at] or (is_told and said_of(head).is_hidden):
                        self._hide(text, head, hides[at])
                    elif text[0] == _LINK and text.find(_LINK_END) == len(text) - 1 and _BREAK not in text and not self._n_open:
                        text = text[1:-1].strip()
                        if text:
                            n = len(text) - text.count(" ")
                            chars[at] += n
                            linked[at] += n
                            add((text, at, head, n, n, 1, True))
                    else:
                        self._cut(text, at, head)
                if not behind:
                    continue
            else:
                if is_told:
                    _, _, _, is_hidden, region = said_of(head)
                    hides.append(hides[at] or (len(parents) if is_hidden and len(parents) not in self._revealed else 0))
                else:
                    hides.append(hides[at])
                    region = head[: head.find(_NEXT)]
                regions.append(region if region in render.LANDMARKS else regions[at])
                parents.append(at)
                heads.append(head)
                chars.append(0)
                linked.append(0)
                at = len(parents) - 1
                if text:
                    self._cut(text, at, "")
                if not end:
                    continue
                at = parents[at]
            while behind:
                text, end, behind = behind.partition(_END)
                if text and text != " ":
                    self._cut(text, at, "")
                if end:
                    at = parents[at]

    def _cut(self, text: str, at: int, leaf: str) -> None:
        """The lines of what stands in one block, between others. `leaf`: what a block without a number is called, which stands in
        the block `at`; empty where `at` is the block itself."""
        rows = self.rows
        name = leaf or rows.heads[at]
        if rows.hides[at]:
            self._hide(text, name, rows.hides[at])
            return
        for line in text.split(_BREAK) if _BREAK in text else (text,):
            n_linked, n_links = 0, int(self._n_open > 0)
            if _LINK in line or _LINK_END in line:
                opened, closed = line.count(_LINK), line.count(_LINK_END)
                if opened == closed and not self._n_open:
                    linked = _LINKED.findall(line)
                    bare = line.replace(f"{_LINK_END}{_LINK}", " ").replace(_LINK, "").replace(_LINK_END, "")
                else:
                    bare, linked = self._over_blocks(line)
                n_linked = sum(len(x) - x.count(" ") for x in linked)
                n_links = sum(1 for x in linked if x and not x.isspace())
            else:
                bare = line
                if self._n_open:
                    n_linked = len(line) - line.count(" ")
            if "  " in bare:
                bare = " ".join(filter(None, bare.split(" ")))
            bare = bare.strip()
            if bare:
                n = len(bare) - bare.count(" ")
                if name.startswith(_PARAGRAPH):
                    rows.n_shown += len(bare)
                rows.chars[at] += n
                rows.linked[at] += n_linked
                rows.lines.append((bare, at, leaf, n, n_linked, n_links, n_linked >= n))

    def _hide(self, text: str, head: str, hidden: int) -> None:
        """Text that does not show: it is counted, since it may be the article. `hidden`: the hidden block, 0 for a leaf."""
        self._n_open = max(0, self._n_open + text.count(_LINK) - text.count(_LINK_END))
        if hidden and head.startswith(_PARAGRAPH):
            self.rows.n_hidden[hidden] = self.rows.n_hidden.get(hidden, 0) + len(text)

    def _over_blocks(self, line: str) -> tuple[str, list[str]]:
        """The text of a line in which a link begins or ends that holds blocks, and the texts of its links."""
        linked: list[str] = []
        pieces: list[str] = []
        for piece in re.split(f"([{_LINK}{_LINK_END}])", line):
            if piece == _LINK:
                self._n_open += 1
            elif piece == _LINK_END:
                self._n_open = max(0, self._n_open - 1)
                pieces.append(" ")
            else:
                pieces.append(piece)
                if self._n_open:
                    linked.append(piece)
        return "".join(pieces), linked


def render_tree(root: etree._Element) -> list[tuple[str, LineHint]]:
    """The lines of a page, each with its hint; no line is empty. Raises TooManyLinesError."""
    written = _written(root)
    walk = _Walk()
    walk.run(written)
    rows = walk.rows
    # Pages that scripts put together send their article in a hidden element.
    if revealed := frozenset(block for block, n in rows.n_hidden.items() if n > rows.n_shown):
        walk = _Walk(revealed)
        walk.run(written)
        rows = walk.rows
    if len(rows.lines) > MAX_LINES:
        raise TooManyLinesError
    return hints_of(rows)
