"""From shapes, phrases and stamps to a verdict on each line: role, reason, score, rule. First match in the order of `judge` decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean import markup
from pipeline.clean.chrome import chrome_of
from pipeline.clean.features import Measured, body_stems, measure
from pipeline.clean.lines import RawLine, folded_letters, line_key
from pipeline.clean.odds import probability
from pipeline.clean.prose import best_run, weight
from pipeline.clean.shapes import Shape
from pipeline.clean.stamps import Stamp
from pipeline.clean.titles import content_stems, is_headline, overlap, same_title
from pipeline.model import KEPT_ROLES, Line, LineRole


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


def judge(page: Page) -> tuple[Verdict, ...]:
    """One verdict a line, in order."""
    settled = _settled(page)
    weights = _weights(page, settled)
    first, end = best_run(weights)
    out = list(settled)
    body = [i for i in range(first, end) if out[i] is None and weights[i] > 0]
    _title(page, out, body_stems(page.shapes, body), first)
    titles = [i for i, v in enumerate(out) if v is not None and v.role == "title"]
    for i, m in measured(page, titles).items():
        if out[i] is None:
            out[i] = _by_odds(page, i, m, first, end)
    return tuple(v for v in out if v is not None)


def measured(page: Page, titles: Sequence[int] = ()) -> dict[int, Measured]:
    """Measures of the lines that no phrase settles; `titles` are the lines known to be the title."""
    settled = _settled(page)
    weights = _weights(page, settled)
    run = best_run(weights)
    is_chrome = [v is not None and v.role != "blank" for v in settled]
    stems = frozenset(stem for i in titles for stem in content_stems(page.shapes[i]))
    return measure(page.lines, page.shapes, is_chrome, weights, run, stems)


def _weights(page: Page, settled: list[Verdict | None]) -> list[float]:
    return [
        weight(shape) if v is None else (0.0 if v.role == "blank" else -0.6)
        for v, shape in zip(settled, page.shapes, strict=True)
    ]


def _settled(page: Page) -> list[Verdict | None]:
    """What the line itself says beyond doubt: nothing, a phrase of chrome, a date stamp, a line of the profile, a line said again and again."""
    out: list[Verdict | None] = [None] * len(page.lines)
    of_article = markup.regions_of_article(page.shapes)
    for i, line in enumerate(page.lines):
        if line.is_blank:
            out[i] = Verdict("blank", "The line is empty.", 1.0, "blank")
            continue
        phrase = chrome_of(line.text)
        if phrase is not None and (phrase.match in ("whole", "label") or page.shapes[i].size <= 220):
            out[i] = Verdict(phrase.role, f"“{' '.join(phrase.words)}”: {_REASONS[phrase.role]}.", 0.95, phrase.rule_id)
        elif page.stamps[i] is not None:
            out[i] = Verdict(
                "date_stamp", "The line says when the article appeared or was changed.", 0.95, "date_stamp"
            )
    _repeats(page, out)
    return out


def _by_odds(page: Page, i: int, m: Measured, first: int, end: int) -> Verdict:
    is_marked = page.is_marked
    p = probability(m, markup.lean(page.shapes[i].hint, page.shapes[i], is_marked, first <= i < end))
    score = round(max(p, 1 - p), 3)
    shape = page.shapes[i]
    if p >= 0.5:
        if m.situation.startswith("prose"):
            return Verdict("body", "The line is prose within the body.", score, m.situation)
        if shape.starts_bullet:
            return Verdict("list_item", "A list item within the body.", score, m.situation)
        if first <= i < end:
            return Verdict(
                "subhead", "A short line between paragraphs of the body, with words of the body.", score, m.situation
            )
        return Verdict("body", "A short line at the edge of the body that belongs to it.", score, m.situation)
    if is_headline(page.lines[i], shape):
        where = "above" if i < first else "below" if i >= end else "within"
        reason = f"A headline {where} the body that says something else: it belongs to another article."
        return Verdict("related_headline", reason, score, m.situation)
    return Verdict("other", "The line looks like no part of the article.", score, m.situation)


def _repeats(page: Page, out: list[Verdict | None]) -> None:
    """Lines of the source's profile, and short lines that stand here more than twice."""
    counts = Counter(folded_letters(line.text) for line in page.lines if not line.is_blank)
    for i, line in enumerate(page.lines):
        if out[i] is not None or any(same_title(line.text, t) for t in page.titles):
            continue
        if page.profile and line_key(line.text) in page.profile:
            role: LineRole = "navigation" if page.shapes[i].size < 60 else "other"
            out[i] = Verdict(role, "The same line stands on other articles of this source.", 0.97, "source_profile")
        elif counts[folded_letters(line.text)] > 2 and page.shapes[i].size < 45:
            out[i] = Verdict("other", "A short line that stands on this page again and again.", 0.9, "repeated_line")


def _title(page: Page, out: list[Verdict | None], stems: dict[str, int], first: int) -> None:
    """Marks the title line and its repetitions."""
    named = [
        i for i, line in enumerate(page.lines) if out[i] is None and any(same_title(line.text, t) for t in page.titles)
    ]
    if named:
        chosen, rule, score, why = (
            named[0],
            "title_named",
            0.98,
            "The line equals the title that the input or the page names.",
        )
    else:
        best = -1.0
        chosen, rule, score, why = -1, "title_cohesion", 0.85, "A headline above the body whose words recur in it."
        above = [i for i in range(first) if out[i] is None and is_headline(page.lines[i], page.shapes[i])]
        counts = Counter(folded_letters(page.lines[i].text) for i in above)
        for i in above:
            value = overlap(page.shapes[i], stems) + (0.3 if counts[folded_letters(page.lines[i].text)] > 1 else 0.0)
            if value >= 0.5 and value > best + 1e-9:
                best, chosen = value, i
        if chosen < 0:
            return
    out[chosen] = Verdict("title", why, score, rule)
    key = folded_letters(page.lines[chosen].text)
    for i, line in enumerate(page.lines):
        if i != chosen and out[i] is None and folded_letters(line.text) == key:
            out[i] = Verdict("repeated_title", "The title stands here once more.", 0.97, "title_again")


def as_lines(page: Page, verdicts: tuple[Verdict, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(line.number, line.start, line.end, v.role in KEPT_ROLES, v.role, v.reason, v.score, v.rule_id)
        for line, v in zip(page.lines, verdicts, strict=True)
    )
