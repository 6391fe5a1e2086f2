"""Pages that the project wrote itself, with a label for each line: read from `pages/` and `pages/held/`.

Outlets and persons are invented. Rules may be developed on errors of `pages/`; `held/` checks them on text that nobody
has looked at: read its figures, not its errors. Neither is trained on (`pagegen/` composes pages for that).

A text page is `<name>.window.txt` (the body with some lines around it) or `<name>.block.txt` (the whole page): a head of
`key value` lines (lang, source, about), an empty line, then one letter and a line of the page on each line:

    k body    s subhead or short line of the body, list item       t title
    c chrome  h headline of another article outside the body       x teaser, caption or box inside the body

A page with markup is `<name>.html`; elements that hold article text carry `data-gold`, which is taken out before reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

PAGES = Path(__file__).parent / "pages"
KEPT, DROPPED, UNSCORED = "ks", "chx", "t"
_MARK = re.compile(r" data-gold(?=[\s>])")
_LANG = re.compile(r'<html[^>]*\blang="(\w+)')


@dataclass(frozen=True, slots=True)
class TextPage:
    """One page as plain text; `labels` has a letter for each of `lines`."""

    name: str
    variant: str
    lang: str
    source: str
    lines: tuple[str, ...]
    labels: str


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """One page with its markup, without marks, and the text of its article, a line an element."""

    name: str
    lang: str
    markup: str
    text: str


def text_pages(folder: Path = PAGES) -> tuple[TextPage, ...]:
    return tuple(_text_page(path) for path in sorted(folder.glob("*.txt")))


def html_pages(folder: Path = PAGES) -> tuple[HtmlPage, ...]:
    return tuple(_html_page(path) for path in sorted(folder.glob("*.html")))


def _text_page(path: Path) -> TextPage:
    name, variant, _ = path.name.split(".")
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    known = dict(line.split(" ", 1) for line in head.splitlines())
    rows = body.splitlines()
    for number, row in enumerate(rows, head.count("\n") + 3):
        if row[:1] not in KEPT + DROPPED + UNSCORED or row[1:2] != " " or not row[2:].strip():
            raise ValueError(f"{path}:{number} is no label, space and line: {row[:40]!r}. Labels are in page_gold.py.")
    return TextPage(name, variant, known["lang"], known["source"], tuple(row[2:] for row in rows), "".join(row[0] for row in rows))


def _html_page(path: Path) -> HtmlPage:
    marked = path.read_text(encoding="utf-8")
    lang = _LANG.search(marked)
    parts = BeautifulSoup(marked, "lxml").select("[data-gold]")
    if lang is None or not parts:
        raise ValueError(f"{path} names no language in <html lang>, or no element has data-gold.")
    return HtmlPage(path.stem, lang[1], _MARK.sub("", marked), "\n".join(" ".join(part.get_text().split()) for part in parts))
