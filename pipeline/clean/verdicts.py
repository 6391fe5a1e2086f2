"""From shapes, phrases and stamps to a verdict on each line: role, reason, score, rule. First match in the order of `judge` decides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.clean.chrome import Phrase, chrome_of
from pipeline.clean.lines import RawLine, folded_letters, line_key
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
    n = len(page.lines)
    out: list[Verdict | None] = [None] * n
    phrases: list[Phrase | None] = [None] * n
    for i, line in enumerate(page.lines):
        if line.is_blank:
            out[i] = Verdict("blank", "The line is empty.", 1.0, "blank")
            continue
        phrases[i] = chrome_of(line.text)
        phrase = phrases[i]
        if phrase is not None and (phrase.match in ("whole", "label") or page.shapes[i].size <= 220):
            out[i] = Verdict(phrase.role, f"“{' '.join(phrase.words)}”: {_REASONS[phrase.role]}.", 0.95, phrase.rule_id)
        elif page.stamps[i] is not None:
            out[i] = Verdict(
                "date_stamp", "The line says when the article appeared or was changed.", 0.95, "date_stamp"
            )
    _repeats(page, out)
    weights = [
        weight(shape) if out[i] is None else (0.0 if line.is_blank else -0.6)
        for i, (line, shape) in enumerate(zip(page.lines, page.shapes, strict=True))
    ]
    first, end = best_run(weights)
    body = [i for i in range(first, end) if out[i] is None and weights[i] > 0]
    stems: dict[str, int] = {}
    for i in body:
        for stem in content_stems(page.shapes[i]):
            stems[stem] = stems.get(stem, 0) + 1
    _title(page, out, stems, first)
    for i, line in enumerate(page.lines):
        if out[i] is not None:
            continue
        if first <= i < end:
            out[i] = _inside(page, i, weights)
        elif is_headline(line, page.shapes[i]):
            where = "above" if i < first else "below"
            out[i] = Verdict(
                "related_headline",
                f"A headline {where} the body whose words do not recur in it: it belongs to another article.",
                0.85,
                f"headline_{where}",
            )
        else:
            out[i] = Verdict(
                "other", "The line stands outside of the run of prose that is the body.", 0.8, "outside_body"
            )
    return tuple(v for v in out if v is not None)


def _inside(page: Page, i: int, weights: list[float]) -> Verdict:
    if weights[i] > 0:
        return Verdict("body", "The line is prose within the body.", 0.9, "prose_run")
    if page.shapes[i].starts_bullet:
        return Verdict("list_item", "A list item within the body.", 0.7, "list_in_body")
    return Verdict("subhead", "A short line between paragraphs of the body.", 0.6, "short_in_body")


def _repeats(page: Page, out: list[Verdict | None]) -> None:
    """Lines of the source's profile, and short lines that stand here more than twice."""
    counts = Counter(folded_letters(line.text) for line in page.lines if not line.is_blank)
    for i, line in enumerate(page.lines):
        if out[i] is not None or any(same_title(line.text, t) for t in page.titles):
            continue
        if page.profile and line_key(line.text) in page.profile:
            role: LineRole = "navigation" if page.shapes[i].size < 60 else "other"
            out[i] = Verdict(role, "The same line stands on other articles of this source.", 0.97, "source_profile")
        elif counts[folded_letters(line.text)] > 2 and page.shapes[i].size < 80:
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
