"""News-like variants of labelled pages: what is learnt from blogs must serve news sites. Not part of a run.

The pages that may be learnt from are long and have few headlines of other articles. A variant keeps a page's own lines and
labels, shortens its body to the length of a news report, and sets headlines and summaries of other pages where news sites set
them: above and below the body, and within it, with and without a label. Deterministic by seed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.clean.measures import CODES
from pipeline.languages import pack

_SITE_NAME = re.compile(r"\s[|–—-]\s")
_MEDIAN, _SPREAD = 2.9, 0.7  # of the logarithm of the lines of a news report
_LONGEST = 120  # lines
_LONG, _GAP = 60, 2  # characters of the site's own sentences; short lines between two of them

Row = tuple[str, str, int]  # line, label, code of what it says of itself


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page without blank lines; `labels` and `settled` (codes of `measures.SETTLED`, 0 for none) one a line."""

    domain: str
    lang: str
    variant: str
    title: str
    lines: tuple[str, ...]
    labels: tuple[str, ...]
    settled: tuple[int, ...]


def vary(pages: Sequence[LabelledPage], seed: int) -> list[LabelledPage]:
    """One variant of each page that has a body."""
    return _Press(pages, seed).variants()


class _Press:
    """What variants are made of: the headlines, paragraphs and labels of all pages."""

    def __init__(self, pages: Sequence[LabelledPage], seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 — for variety, not for secrets
        self._pages = pages
        self._words = pack("en").toml("variants")  # the pages that are varied are English
        titles = {_SITE_NAME.split(page.title)[0].strip() for page in pages}
        self._titles = sorted(t for t in titles if 20 <= len(t) <= 140)
        bodies = {p.domain: [x for x, k in zip(p.lines, p.labels, strict=True) if k == "k" and len(x) > 80] for p in pages}
        self._bodies = [(domain, found) for domain, found in sorted(bodies.items()) if found]
        self._short = [
            x for p in pages if p.variant == "block" for x, k, s in zip(p.lines, p.labels, p.settled, strict=True)
            if k == "c" and s == 0 and 3 <= len(x) <= 22
        ]  # fmt: skip

        self._own_words = [(p.domain, run) for p in pages if p.variant == "block" for run in _own_words(p)]

    def variants(self) -> list[LabelledPage]:
        out = []
        for page in self._pages:
            rows = self._shortened(list(zip(page.lines, page.labels, page.settled, strict=True)))
            body = [i for i, row in enumerate(rows) if row[1] == "k"]
            if body:
                rows = self._surrounded(page, rows, body[0], body[-1])
                lines, labels, settled = zip(*rows, strict=True)
                out.append(replace(page, lines=lines, labels=labels, settled=settled))
        return out

    def _shortened(self, rows: list[Row]) -> list[Row]:
        """The rows with the body cut to the length of a report: a stretch of it is left out, in the middle or at the end."""
        body = [i for i, row in enumerate(rows) if row[1] == "k"]
        wanted = int(min(max(self._draw.lognormvariate(_MEDIAN, _SPREAD), 3), _LONGEST))
        if len(body) <= wanted:
            return rows
        kept = self._draw.randint(2, wanted)
        behind = kept + len(body) - wanted
        end = body[behind] if behind < len(body) else body[-1] + 1
        return rows[: body[kept]] + rows[end:]

    def _surrounded(self, page: LabelledPage, rows: list[Row], first: int, last: int) -> list[Row]:
        draw, is_block = self._draw, page.variant == "block"
        above = self._list(page, draw.choice((0, 0, 3, 6, 12, 25)) if is_block else draw.randint(0, 6)) if draw.random() < 0.5 else []
        below = self._list(page, draw.choice((3, 6, 10, 20, 40)) if is_block else draw.randint(1, 8)) if draw.random() < 0.7 else []
        if below and draw.random() < 0.4:
            below.insert(0, (draw.choice(self._words["labels"]), "c", draw.choice((CODES["related_headline"], 0))))
        if draw.random() < (0.6 if is_block else 0.3):
            below += [row for _ in range(draw.choice((1, 1, 2, 4, 8))) for row in self._foreign_words(page)]
        if draw.random() < 0.12:
            above += self._foreign_words(page)
        top = draw.randint(0, first) if draw.random() < 0.6 else first
        body, tail = rows[first : last + 1], rows[last + 1 :]
        if len(body) > 4 and draw.random() < 0.45:
            body = self._interrupted(page, body)
        cut = draw.randint(0, len(tail)) if draw.random() < 0.5 else 0
        return [*rows[:top], *above, *rows[top:first], *body, *tail[:cut], *below, *tail[cut:]]

    def _interrupted(self, page: LabelledPage, body: list[Row]) -> list[Row]:
        """The body with one to three insertions of one kind."""
        draw, kind = self._draw, self._draw.random()
        n = min(draw.choice((1, 1, 2, 3)), len(body) - 1)
        for at in sorted(draw.sample(range(1, len(body)), n), reverse=True):
            title = draw.choice(self._titles)
            related = CODES["related_headline"]
            if kind < 0.3:
                rows = [(title, "c", 0)]
            elif kind < 0.5:
                rows = [(draw.choice(self._words["links"]), "c", related), (title, "c", 0)]
            elif kind < 0.7:
                rows = self._list(page, draw.randint(2, 4))
            elif kind < 0.8:
                rows = [(draw.choice(self._words["labelled"]) + title, "c", related)]
            elif kind < 0.9:
                rows = [(self._summary(page), "c", 0)]
            else:
                rows = [(draw.choice(self._words["adverts"]), "c", CODES["advert"])]
            body = [*body[:at], *rows, *body[at:]]
        return body

    def _list(self, page: LabelledPage, n: int) -> list[Row]:
        """Headlines of other pages, in one style: bare, with a label, a stamp or a summary each."""
        draw, style = self._draw, self._draw.random()
        out: list[Row] = []
        for _ in range(n):
            if style < 0.15:
                out.append((draw.choice(self._short), "c", 0))
            elif style < 0.3:
                out.append((draw.choice(self._words["stamps"]), "c", CODES["date_stamp"]))
            out.append((draw.choice(self._titles), "c", 0))
            if 0.3 <= style < 0.45:
                out.append((draw.choice(self._words["stamps"]), "c", CODES["date_stamp"]))
            if 0.4 <= style < 0.6:
                out.append((self._summary(page), "c", 0))
            elif 0.6 <= style < 0.65:
                out.append((draw.choice(self._short), "c", 0))
        return out

    def _foreign_words(self, page: LabelledPage) -> list[Row]:
        """What another site says in sentences beside its article."""
        domain, run = self._draw.choice(self._own_words)
        return list(run) if domain != page.domain else []

    def _summary(self, page: LabelledPage) -> str:
        """The beginning of a paragraph of another page."""
        others = [paragraphs for domain, paragraphs in self._draw.sample(self._bodies, 2) if domain != page.domain]
        text, n = self._draw.choice(others[0]), self._draw.randint(70, 220)
        if len(text) <= n:
            return text
        return text[:n].rsplit(" ", 1)[0] + self._draw.choice(("...", "…", "", " [...]", "."))


def _own_words(page: LabelledPage) -> list[tuple[Row, ...]]:
    """Runs of sentences that are no part of the article: about the writer, about the site, conditions, comments."""
    out: list[tuple[Row, ...]] = []
    rows = list(zip(page.lines, page.labels, page.settled, strict=True))
    run: list[Row] = []
    n_since = 0
    for row in [*rows, ("", "k", 0)]:
        is_long = len(row[0]) > _LONG and row[0][-1] in ".!?"
        n_since = 0 if is_long else n_since + 1
        if row[1] != "c" or n_since > _GAP:
            if run:
                out.append(tuple(run))
            run = []
        elif is_long or run:
            run.append(row)
    return out
