"""The guard before and behind the parser: what of a page's markup may reach it, and whether all that went in came out.

Before: cheap checks in linear time on the number of elements, on nesting, on attributes and comments. What can be mended
without loss of text is mended (absurd nesting flattened, endless tags cut, comments that never end opened), the rest is
an error. Behind: a parser that gives up says nothing, so the text that a plain scan sees in the markup is compared with
the text that was rendered; where most of it is gone, and neither flattening nor a second parser brings it back, that is an
error as well.

`read_guarded` is the whole: what readers call for a page, here or in a process of its own (`pipeline/engines/confined.py`).
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate

from pipeline.ingest import glance
from pipeline.ingest.flatten import MAX_DEPTH, OPTIONAL_END, VOID, flatten, tokens
from pipeline.ingest.listing import kinds_of
from pipeline.ingest.pages import PageReading, PageRequest, read_fast, read_page
from pipeline.ingest.rejections import IngestError

MAX_TAG = 20_000  # characters of one tag before its attributes are looked at
_MAX_ATTRIBUTES = 1_000  # of one element
_MAX_OPENED = 20  # comments without an end
_ELEMENT = re.compile(r"<[a-zA-Z]")
_NAMES = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*")
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{MAX_TAG},}}")
_ATTRIBUTE = re.compile(r"""[^\s"'>=]+(?:\s{0,9}=\s{0,9}(?:"[^"]*"|'[^']*'|[^\s"'>]*))?""")

# Elements whose text no browser shows; of a select, one option at a time.
_UNSEEN = ("script", "style", "noscript", "template", "svg", "select", "textarea", "object", "iframe", "title", "noframes", "datalist")
_UNSEEN_START = re.compile(rf"<(?:!--|({'|'.join(_UNSEEN)})(?=[\s/>]))", re.IGNORECASE)
_UNSEEN_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in _UNSEEN}
_TEXT = re.compile(r">([^<>]+)")
_MIN_TEXT = 200  # letters below which nothing is said about loss
_LOST = 0.5  # share of the text that has to be there for a reading not to be looked at again
_PARSED = 0.8  # share of the elements that began in the markup and have to be in the tree
_LITTLE = 400  # characters of a page of which a closer look says whether its text was lost
_GONE = 0.1  # … and without which it is worth nothing


def read_guarded(request: PageRequest) -> PageReading:
    """Read one page, guarded. Raises IngestError: `too_complex`, `lost_in_parsing`, and what `read_page` raises."""
    if request.reading == "fast" and not (request.keep or request.drop or request.is_tolerant):
        reading = _at_a_glance(request)
        if reading is not None:
            return reading
    markup = mended(request.markup, request.uri, request.max_elements)
    return replace(_compared(request, markup), kinds=kinds_of(markup))


def _at_a_glance(request: PageRequest) -> PageReading | None:
    """The reading of a page in one parse; None where the parser gave up on it, or where it gives so little that it is worth a
    closer look whether that is all. Raises IngestError."""
    markup = request.markup
    is_odd = markup.count("<") > request.max_elements or markup.find("<!--", markup.rfind("-->") + 1) >= 0
    content = b"" if is_odd else markup.encode("utf-8", "replace")
    n_begun = -1 if is_odd else glance.n_begun(content, MAX_TAG)
    if n_begun < 0:
        markup = mended(markup, request.uri, request.max_elements)
        content = markup.encode("utf-8", "replace")
        n_begun = len(_ELEMENT.findall(markup))
    reading, n_elements = read_fast(request, content)
    if n_elements < _PARSED * n_begun or sum(map(len, reading.lines)) < _LITTLE:
        return None
    return reading


def _compared(request: PageRequest, markup: str) -> PageReading:
    """The reading of mended markup; where that lost its text, of what flattening makes of it, or by the tolerant parser."""
    reading = read_page(_with(request, markup))
    if request.keep or request.drop:  # the source's selectors leave out what they like
        return reading
    seen = n_letters(visible_text(markup))
    if seen < _MIN_TEXT or _n_rendered(reading) >= _LOST * seen:
        return reading
    flat = flatten(markup)
    if flat != markup:
        again = read_page(_with(request, flat))
        if _n_rendered(again) > _n_rendered(reading):
            reading = again
    if _n_rendered(reading) < _LOST * seen:
        again = read_page(replace(request, markup=flat, is_tolerant=True))
        if _n_rendered(again) > _n_rendered(reading):
            reading = again
    seen = n_letters(html.unescape(visible_text(markup)))
    if _n_rendered(reading) < _GONE * seen:
        raise IngestError("parse", "lost_in_parsing",
                          f"{request.uri} holds {seen} characters of text, of which the parser gave {_n_rendered(reading)}.",
                          "Its markup is broken, or hides the text: save the article itself as .txt.")  # fmt: skip
    return reading


def mended(markup: str, uri: str, max_elements: int) -> str:
    """The markup as a parser may see it, mended where it would break one. Raises IngestError: `too_complex`."""
    if markup.count("<") > max_elements and (n_elements := len(_ELEMENT.findall(markup))) > max_elements:
        raise IngestError("parse", "too_complex", f"{uri} has {n_elements} elements; {max_elements} are read.",
                          "Save the article itself as text, or raise max_page_elements.")  # fmt: skip
    markup = _closed_comments(markup)
    if _LONG_TAG.search(markup):
        markup = _shortened(markup)
    if _may_be_deep(markup):
        markup = flatten(markup)
    return markup


def _closed_comments(markup: str) -> str:
    """Comments that never end are opened: their marks go, their text stays, since it may be the article. Of a heap of them
    only what stands behind the last one is text of the page for sure."""
    first = markup.find("<!--", markup.rfind("-->") + 1)
    if first < 0:
        return markup
    if markup.count("<!--", first) > _MAX_OPENED:
        return markup[:first] + markup[markup.rfind("<!--") + 4 :]
    return markup[:first] + markup[first:].replace("<!--", " ")


def _shortened(markup: str) -> str:
    """Tags with more attributes than an element has, cut down to their first ones. Long values stay: a picture inside
    the page is one."""
    pieces: list[str] = []
    position = 0
    for token in tokens(markup):
        if token.end - token.start > MAX_TAG:
            tag = markup[token.start : token.end]
            kept = _first_attributes(tag)
            if kept is not tag:
                pieces += (markup[position : token.start], kept)
                position = token.end
    pieces.append(markup[position:])
    return "".join(pieces)


def _first_attributes(tag: str) -> str:
    """A start tag with at most _MAX_ATTRIBUTES attributes."""
    end = 0
    for n, match in enumerate(_ATTRIBUTE.finditer(tag)):
        if n > _MAX_ATTRIBUTES:  # the first match is the name of the element
            return f"{tag[:end]}>"
        end = match.end()
    return tag


class _Deltas(dict[str, int]):
    """What a tag does to the depth: its beginning (`<div`, `</div`) → 1, -1, or 0 where it has no content or no end."""

    def __missing__(self, tag: str) -> int:
        name = tag.strip("</").lower()
        delta = 0 if name in VOID or name in OPTIONAL_END else -1 if tag[1] == "/" else 1
        if len(self) < 10_000:
            self[tag] = delta
        return delta


def _may_be_deep(markup: str) -> bool:
    """Whether elements may be nested too deep, told cheaply: by how far beginnings outnumber ends anywhere, and by the ends
    that end nothing, with which a page could hide that."""
    names = _NAMES.findall(markup)
    deltas = _Deltas()
    depths = list(accumulate(map(deltas.__getitem__, names), initial=0))
    if max(depths) - min(depths) > MAX_DEPTH:
        return True
    counts = Counter(names)
    n_stray = sum(max(0, n - counts[f"<{tag[2:]}"]) for tag, n in counts.items() if deltas[tag] < 0)
    return n_stray > MAX_DEPTH


# ------------------------------------------------------------------ behind the parser
def visible_text(markup: str) -> str:
    """The text between the tags of a page, without what no browser shows; entities as they are written. Linear."""
    pieces: list[str] = []
    position = 0
    exhausted: set[str] = set()
    while match := _UNSEEN_START.search(markup, position):
        pieces.append(markup[position : match.start()])
        pieces.append(">")
        name = (match[1] or "").lower()
        position = match.end()
        if name in exhausted:
            continue
        if name:
            closing = _UNSEEN_END[name].search(markup, position)
            found = closing.end() if closing else -1
        else:
            found = markup.find("-->", match.start() + 2)
            found += 3 if found >= 0 else 0
        if found < 0:
            exhausted.add(name)
        else:
            position = found
    pieces.append(markup[position:])
    return " ".join(_TEXT.findall(f">{''.join(pieces)}"))


def n_letters(text: str) -> int:
    """Characters that are not white space."""
    return len("".join(text.split()))


def _n_rendered(reading: PageReading) -> int:
    return n_letters("".join(reading.lines))


def _with(request: PageRequest, markup: str) -> PageRequest:
    return request if markup is request.markup else replace(request, markup=markup)
