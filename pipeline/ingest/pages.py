"""One page: markup in, plain values out. Parsed once, rendered to lines with their hints, metadata read beside.

`read_page` is the unit that may run in a process of its own: what goes in and what comes out are plain values, and it
touches nothing else. Rendering is in `render.py`, metadata in `pagemeta.py`; how a page becomes a Document, and what is
said where it cannot, is in `html.py`.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, cast

from bs4 import BeautifulSoup
from bs4.builder import ParserRejectedMarkup
from bs4.element import Tag
from lxml import etree, html

from pipeline.ingest import readings
from pipeline.ingest.decode import storable
from pipeline.ingest.events import Attributes, of_lxml, of_soup
from pipeline.ingest.fastwalk import render_tree
from pipeline.ingest.listing import kinds_from
from pipeline.ingest.origin import Limits
from pipeline.ingest.pagemeta import Facts, page_meta
from pipeline.ingest.rejections import IngestError
from pipeline.ingest.render import MAX_LINES, Part, TooManyLinesError, render
from pipeline.model import LineHint, PageMeta


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A decoded page, the name to call it by in messages, and the source's selectors.

    One lxml parse gives lines and metadata. `reading`: "full" lets three readings of the page judge its lines, on the same
    parse (`readings.py`); "fast" does without. BeautifulSoup parses where there are selectors, which are CSS, and where
    `is_tolerant` asks for the parser that is slow and loses no text (`guard.py`); such a page has no readings if fast.
    """

    markup: str
    uri: str
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    reading: Literal["full", "fast"] = "full"
    is_tolerant: bool = False
    max_elements: int = Limits().max_elements


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
    tree, missed = None, False
    try:
        if request.keep or request.drop or request.is_tolerant:
            rendered, missed = _of_soup(request, facts)
        else:
            tree = parse(request.markup, _page_parser() if request.reading == "full" else _plain_parser())
            rendered = [] if tree is None else _of_lxml(tree, request, facts)
    except TooManyLinesError:
        raise _too_complex(request.uri) from None
    lines = tuple(storable(text) for text, _ in rendered)
    hints = tuple(hint for _, hint in rendered)
    if request.reading == "full" and lines:
        tree = tree if tree is not None else parse(request.markup, _page_parser())
        if tree is not None:
            hints = _with_readings(hints, readings.read(tree, lines, hints))
    return PageReading(lines, hints, page_meta(facts, lines), missed)


def _of_lxml(tree: etree._Element, request: PageRequest, facts: Facts) -> list[tuple[str, LineHint]]:
    if request.reading == "full":
        return render([((), of_lxml(tree))], facts)
    facts.gather(tree, has_items=True)
    return render_tree(tree)


def read_fast(request: PageRequest, markup: bytes) -> tuple[PageReading, int]:
    """Read an ordinary page, in UTF-8, by one parse and nothing but what C does quickly; and how many elements it holds. Raises
    IngestError."""
    tree = _parse(markup, _plain_parser())
    if tree is None:
        return PageReading((), (), PageMeta()), 0
    facts = Facts()
    facts.gather(tree, has_items=b"itemprop" in markup)
    try:
        rendered = render_tree(tree)
    except TooManyLinesError:
        raise _too_complex(request.uri) from None
    lines = tuple([text for text, _ in rendered])
    body = tree.find("body")
    names = set() if body is None else set(f"{body.get('class') or ''} {body.get('id') or ''}".lower().split())
    has_password = b"password" in markup and any((node.get("type") or "").lower() == "password" for node in tree.iter("input"))
    kinds = kinds_from(facts.named.get("og:type", ""), names, facts.json_ld, has_password=has_password)
    reading = PageReading(lines, tuple([hint for _, hint in rendered]), page_meta(facts, lines), kinds=kinds)
    return reading, int(_n_elements()(tree))


@lru_cache(maxsize=1)
def _n_elements() -> etree.XPath:
    return etree.XPath("count(//*)")


def _with_readings(hints: Sequence[LineHint], rows: Sequence[tuple[float, ...]]) -> tuple[LineHint, ...]:
    """Hints with a row each; those that were one object and get equal rows are one again."""
    known: dict[tuple[int, tuple[float, ...]], LineHint] = {}
    for hint, row in zip(hints, rows, strict=True):
        if (id(hint), row) not in known:
            known[id(hint), row] = replace(hint, readings=row)
    return tuple(known[id(hint), row] for hint, row in zip(hints, rows, strict=True))


def _too_complex(uri: str) -> IngestError:
    return IngestError("parse", "too_complex", f"{uri} renders to more than {MAX_LINES} lines.", "Save the article itself as text.")


def parse(markup: str, parser: etree.HTMLParser) -> etree._Element | None:
    """The page as an lxml tree without comments, None where nothing is in it."""
    return _parse(markup.encode("utf-8", "replace"), parser)


def _parse(markup: bytes, parser: etree.HTMLParser) -> etree._Element | None:
    try:
        root: etree._Element | None = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:  # nothing but white space or comments
        return None
    if root is not None:
        root.extend(list(root.itersiblings()))  # what stands behind the end of the page
    return root


def _plain_parser() -> etree.HTMLParser:
    return etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)


def _page_parser() -> etree.HTMLParser:
    """The parser whose elements the readings can work on."""
    parser: etree.HTMLParser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    return parser


def _of_soup(request: PageRequest, facts: Facts) -> tuple[list[tuple[str, LineHint]], bool]:
    soup = _soup(request)
    roots, missed = _parts(soup, request)
    if roots == [soup]:
        return render([((), of_soup(soup))], facts), missed
    facts.walk(of_soup(soup))
    parts: list[Part] = [(_above(root), of_soup(root)) for root in roots]
    return [(text, replace(hint, is_chosen=True)) for text, hint in render(parts)], missed


def _above(root: Tag) -> list[tuple[str, Attributes]]:
    return [(parent.name, cast("Attributes", parent.attrs)) for parent in reversed(list(root.parents)) if parent.name != "[document]"]


def _soup(request: PageRequest) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it looks like a file name, or like XML: it is a page all the same
        try:
            return BeautifulSoup(request.markup, "html.parser" if request.is_tolerant else "lxml", multi_valued_attributes=None)
        except ParserRejectedMarkup:
            raise IngestError("parse", "bad_html", f"{request.uri} is not HTML that can be parsed.",
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
