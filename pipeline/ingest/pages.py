"""One page: markup in, plain values out. Parsed once, rendered to lines with their hints, metadata read beside.

`read_page` is the unit that may run in a process of its own: what goes in and what comes out are plain values, and it
touches nothing else. Rendering is in `render.py`, metadata in `pagemeta.py`; how a page becomes a Document, and what is
said where it cannot, is in `html.py`.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Literal, cast

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from bs4.element import Tag
from lxml import etree

from pipeline.ingest import readings
from pipeline.ingest.decode import storable
from pipeline.ingest.events import Attributes, of_lxml, of_soup
from pipeline.ingest.pagemeta import Facts, page_meta
from pipeline.ingest.rejections import IngestError
from pipeline.ingest.render import MAX_LINES, Part, TooManyLinesError, render
from pipeline.model import LineHint, PageMeta


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A decoded page, the name to call it by in messages, and the source's selectors.

    `reading`: "full" parses with BeautifulSoup and compares three readings of the page (`readings.py`); "fast" is one lxml
    parse without readings. Selectors need BeautifulSoup: a page with some is parsed by it, and has no readings if fast.
    """

    markup: str
    uri: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    reading: Literal["full", "fast"] = "full"


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page shows: its lines (none empty), a hint for each, what its markup says of it."""

    lines: tuple[str, ...]
    hints: tuple[LineHint, ...]
    meta: PageMeta
    is_keep_missed: bool = False  # the source names parts to keep, and none of them is in the page
    kinds: tuple[str, ...] = ()  # what the markup calls the page and its parts (`listing.kinds_of`)


def read_page(request: PageRequest) -> PageReading:
    """Read one page. Raises IngestError where it cannot be parsed, or renders to too much."""
    facts = Facts()
    try:
        if request.reading == "fast" and not request.keep and not request.drop:
            rendered, missed = _fast(request, facts), False
        else:
            rendered, missed = _full(request, facts)
    except TooManyLinesError:
        raise IngestError("parse", "too_complex", f"{request.uri} renders to more than {MAX_LINES} lines.",
                          "Save the article itself as text.") from None  # fmt: skip
    lines = tuple(storable(text) for text, _ in rendered)
    hints = tuple(hint for _, hint in rendered)
    if request.reading == "full" and lines:
        hints = _with_readings(request.markup, lines, hints)
    return PageReading(lines, hints, page_meta(facts, lines), missed)


def _with_readings(markup: str, lines: tuple[str, ...], hints: tuple[LineHint, ...]) -> tuple[LineHint, ...]:
    tree = readings.parse(markup)
    if tree is None:
        return hints
    found = readings.read(tree, lines, hints)
    return tuple(replace(hint, readings=row) for hint, row in zip(hints, found, strict=True))


def _fast(request: PageRequest, facts: Facts) -> list[tuple[str, LineHint]]:
    try:
        root = etree.fromstring(request.markup.encode("utf-8", "replace"), _fast_parser())
    except etree.XMLSyntaxError:  # nothing but white space or comments
        return []
    return [] if root is None else render([((), of_lxml(root))], facts)


def _fast_parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)


def _full(request: PageRequest, facts: Facts) -> tuple[list[tuple[str, LineHint]], bool]:
    soup = _parse(request.markup, request.uri)
    roots, missed = _parts(soup, request)
    if roots == [soup]:
        return render([((), of_soup(soup))], facts), missed
    facts.walk(of_soup(soup))
    parts: list[Part] = [(_above(root), of_soup(root)) for root in roots]
    return [(text, replace(hint, is_chosen=True)) for text, hint in render(parts)], missed


def _above(root: Tag) -> list[tuple[str, Attributes]]:
    return [(parent.name, cast("Attributes", parent.attrs)) for parent in reversed(list(root.parents)) if parent.name != "[document]"]


def _parse(markup: str, uri: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it looks like a file name, or like XML: it is a page all the same
        try:
            return BeautifulSoup(markup, "lxml", multi_valued_attributes=None)
        except ParserRejectedMarkup:
            raise IngestError("parse", "bad_html", f"{uri} is not HTML that can be parsed.",
                              "Open it in a browser and save the article as .txt.") from None  # fmt: skip


def _parts(soup: BeautifulSoup, request: PageRequest) -> tuple[list[Tag], bool]:
    """The parts of the page to render after the source's selectors, and whether `keep` matched nothing."""
    for selector in request.drop:
        for tag in soup.select(selector):
            if not tag.decomposed and tag.name not in ("html", "body"):
                tag.extract()
    if not request.keep:
        return [soup], False
    chosen = soup.select(", ".join(request.keep))
    if not chosen:
        return [soup], True
    ids = {id(tag) for tag in chosen}
    return [tag for tag in chosen if not any(id(parent) in ids for parent in tag.parents)], False
