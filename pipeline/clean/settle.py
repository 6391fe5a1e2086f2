"""What a line says by itself, beyond doubt: nothing, a phrase of chrome, a stamp, markup that is plain, a line of the
source's profile.

Lines that stay open here are weighed in `verdicts`, with their neighbours.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.clean import markup
from pipeline.clean.chrome import chrome_of
from pipeline.clean.lines import RawLine, folded_letters, line_key
from pipeline.clean.shapes import Shape
from pipeline.clean.stamps import Stamp
from pipeline.clean.titles import same_title
from pipeline.model import LineRole


@dataclass(frozen=True, slots=True)
class Verdict:
    role: LineRole
    reason: str
    score: float
    rule_id: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the judgement sees of one document."""

    lines: tuple[RawLine, ...]
    shapes: tuple[Shape, ...]
    stamps: tuple[Stamp | None, ...]
    titles: tuple[str, ...]  # given title, the page's title
    profile: frozenset[str]
    is_marked: bool = False  # the markup says where the article is


_REASONS: dict[str, str] = {
    "share": "a button for sharing or following",
    "navigation": "a label of the site's navigation",
    "advert": "an advertisement or its label",
    "comment": "belongs to the comments",
    "notice": "a notice of the site to its readers",
    "caption": "the caption or credit of a picture",
    "credit": "names the source of the text",
    "related_headline": "points to another article",
    "date_stamp": "says when the article appeared or was changed",
}


def settle(page: Page) -> list[Verdict | None]:
    """A verdict for each line that needs no neighbours, None for the others."""
    out: list[Verdict | None] = [None] * len(page.lines)
    of_article = markup.regions_of_article(page.shapes)
    for i, line in enumerate(page.lines):
        out[i] = _of_line(page, i, line, of_article)
    _repeats(page, out)
    return out


def _of_line(page: Page, i: int, line: RawLine, of_article: frozenset[str]) -> Verdict | None:
    if line.is_blank:
        return Verdict("blank", "The line is empty.", 1.0, "blank")
    if any(same_title(line.text, title) for title in page.titles):
        return None
    phrase, stamp = chrome_of(line.text), page.stamps[i]
    if phrase is not None and (phrase.match in ("whole", "label") or page.shapes[i].size <= 220):
        return Verdict(phrase.role, f"“{' '.join(phrase.words)}”: {_REASONS[phrase.role]}.", 0.95, phrase.rule_id)
    if stamp is not None and stamp.place is not None:
        return Verdict("dateline", "A place and a day: where and when the report was written.", 0.8, "dateline")
    if stamp is not None:
        return Verdict("date_stamp", "The line says when the article appeared or was changed.", 0.95, "date_stamp")
    marked = markup.settled(page.shapes[i], of_article)
    return Verdict(marked[0], marked[1], 0.9, marked[2]) if marked is not None else None


def _repeats(page: Page, out: list[Verdict | None]) -> None:
    """Lines of the source's profile, and short lines that stand here more than twice."""
    counts = Counter(folded_letters(line.text) for line in page.lines if not line.is_blank)
    for i, line in enumerate(page.lines):
        if out[i] is not None or any(same_title(line.text, t) for t in page.titles):
            continue
        if page.profile and line_key(line.text) in page.profile:
            role: LineRole = "navigation" if page.shapes[i].size < 60 else "other"
            out[i] = Verdict(role, "The same line stands on other articles of this source.", 0.97, "source_profile")
        elif counts[folded_letters(line.text)] > 2 and page.shapes[i].size < 45 and page.shapes[i].ends != "stop":
            out[i] = Verdict("other", "A short line that stands on this page again and again.", 0.9, "repeated_line")
