"""From shapes, phrases and stamps to a verdict on each line: role, reason, score, rule. First match in the order of
`judge` decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.clean import markup
from pipeline.clean.brief import keep_brief, keep_something
from pipeline.clean.bylines import byline_of
from pipeline.clean.captions import is_caption
from pipeline.clean.credits import is_credit
from pipeline.clean.features import SITUATIONS, Measured, body_stems, measure
from pipeline.clean.lines import folded_letters
from pipeline.clean.odds import confidence, probability
from pipeline.clean.prose import best_run, weight
from pipeline.clean.settle import Page, Verdict, settle
from pipeline.clean.titles import cohesion, content_stems, is_headline, same_title
from pipeline.model import KEPT_ROLES, Line

# What a line of settled chrome takes from a run of prose: less than an open short line, for adverts and buttons stand
# within bodies too.
SETTLED_WEIGHT = -0.35
_SHORTEST_LIST = 2  # items that end in a comma or semicolon
_NEAR_END = 3  # lines behind the body among which its credit is looked for
_WHOLE_LINK = 32  # letters of a "Read also" with the headline that it points to
TITLE_FLOOR = 0.3  # least cohesion of a title: below it, a headline above the body belongs to another article


def judge(page: Page) -> tuple[Verdict, ...]:
    """One verdict a line, in order."""
    settled = settle(page)
    weights = _weights(page, settled)
    first, end = best_run(weights)
    out = list(settled)
    body = [i for i in range(first, end) if out[i] is None and weights[i] > 0]
    _title(page, out, body, first)
    _bylines(page, out, body, end)
    _standfirst(page, out, body)
    _credits(page, out, end)
    keep_brief(page, out, weights, (first, end))
    for i, m in measured(page, settled).items():
        if out[i] is None:
            out[i] = _by_odds(page, i, m, first, end)
    keep_something(out, body)
    _lists(page, out, range(first, end))
    return tuple(v for v in out if v is not None)


def measured(page: Page, settled: list[Verdict | None] | None = None) -> dict[int, Measured]:
    """Measures of the lines that no phrase settles; `settled` are the verdicts of `settle`, where they are known
    already.
    """
    settled = settle(page) if settled is None else settled
    weights = _weights(page, settled)
    is_chrome = [v is not None and v.role != "blank" for v in settled]
    run = best_run(weights)
    return measure(page.lines, page.shapes, is_chrome, weights, run, _inserts(page, settled, weights, run))


def _inserts(page: Page, settled: Sequence[Verdict | None], weights: Sequence[float], run: tuple[int, int]) -> frozenset[int]:
    """Lines of chrome that stand in the body for themselves alone: a caption, the label of an advertisement, a link with
    its headline. Prose stands before them, and behind them, be it under a subhead. A bare "Read also" is none: it
    speaks of the lines below.
    """
    order = [i for i in range(*run) if not page.lines[i].is_blank]
    out = set()
    for before, here, *behind in zip(order, order[1:], order[2:], [*order[3:], -1], strict=False):
        verdict = settled[here]
        if verdict is None or weights[before] <= 0 or not any(weights[i] > 0 for i in behind if i >= 0):
            continue
        is_whole = verdict.role == "related_headline" and page.shapes[here].size >= _WHOLE_LINK
        if is_whole or verdict.role in ("advert", "caption"):
            out.add(here)
    return frozenset(out)


def _weights(page: Page, settled: list[Verdict | None]) -> list[float]:
    return [
        weight(shape) if v is None else (0.0 if v.role == "blank" else SETTLED_WEIGHT)
        for v, shape in zip(settled, page.shapes, strict=True)
    ]


def _by_odds(page: Page, i: int, m: Measured, first: int, end: int) -> Verdict:
    p = probability(m, markup.lean(page.shapes[i].hint, page.is_marked, first <= i < end))
    score = confidence(p)
    shape = page.shapes[i]
    if not (p >= 0.5 and m.situation.startswith("prose")) and is_caption(page.lines[i].text):
        return Verdict("caption", "A sentence of a picture, and who took it.", 0.8, "caption_shape")
    if p >= 0.5:
        if m.situation.startswith("prose"):
            return Verdict("body", "The line is prose within the body.", score, m.situation)
        if shape.starts_bullet or (shape.hint is not None and shape.hint.tag == "li"):
            return Verdict("list_item", "A list item within the body.", score, m.situation)
        if first <= i < end:
            return Verdict("subhead", "A short line between paragraphs of the body, with words of the body.", score, m.situation)
        return Verdict("body", "A short line at the edge of the body that belongs to it.", score, m.situation)
    if is_headline(page.lines[i], shape):
        where = "above" if i < first else "below" if i >= end else "within"
        reason = f"A headline {where} the body that says something else: it belongs to another article."
        return Verdict("related_headline", reason, score, m.situation)
    return Verdict("other", "The line looks like no part of the article.", score, m.situation)


def _lists(page: Page, out: list[Verdict | None], run: range) -> None:
    """A sentence that ends in a colon, then lines that end in semicolons or commas, and one that closes the list."""
    order = [i for i in run if not page.lines[i].is_blank]
    at = 0
    while at < len(order):
        head, at = order[at], at + 1
        if page.shapes[head].ends != "colon" or not _is_open(out[head]) or not _is_kept(out[head]):
            continue
        items = []
        while at < len(order) and page.shapes[order[at]].ends == "comma" and _is_open(out[order[at]]):
            items.append(order[at])
            at += 1
        if len(items) < _SHORTEST_LIST:
            continue
        if at < len(order) and page.shapes[order[at]].ends == "stop" and _is_open(out[order[at]]):
            items.append(order[at])
            at += 1
        out[head] = Verdict("body", "The line opens a list.", 0.8, "list")
        for i in items:
            out[i] = Verdict("list_item", "The line is a part of the list that stands above it.", 0.8, "list")


def _is_kept(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.role in KEPT_ROLES


def _is_open(verdict: Verdict | None) -> bool:
    """Was the line judged by odds or by its neighbours, not by what it says of itself?"""
    return verdict is not None and verdict.rule_id in (*SITUATIONS, "brief_prose", "brief_text")


def _title(page: Page, out: list[Verdict | None], body: Sequence[int], first: int) -> None:
    """Marks the title line and its repetitions."""
    named = [i for i, line in enumerate(page.lines) if out[i] is None and any(same_title(line.text, t) for t in page.titles)]
    if named:
        chosen, rule, score, why = (
            named[0],
            "title_named",
            0.98,
            "The line equals the title that the input or the page names.",
        )
    else:
        chosen, rule, score, why = -1, "title_cohesion", 0.85, "A headline above the body whose words recur in it."
        chosen = _most_cohesive(page, out, body, first)
        if chosen < 0:
            return
    out[chosen] = Verdict("title", why, score, rule)
    key = folded_letters(page.lines[chosen].text)
    for i, line in enumerate(page.lines):
        if i != chosen and out[i] is None and folded_letters(line.text) == key:
            out[i] = Verdict("repeated_title", "The title stands here once more.", 0.97, "title_again")


def _bylines(page: Page, out: list[Verdict | None], body: Sequence[int], end: int) -> None:
    """The first byline above the body or among its first lines is kept; others are credits."""
    early = body[2] if len(body) > 2 else end
    is_signed = False
    for i, line in enumerate(page.lines):
        if out[i] is not None or byline_of(line.text) is None:
            continue
        if i < early and not is_signed:
            is_signed = True
            out[i] = Verdict("byline", "The line names the writer.", 0.9, "byline")
        elif i < early or i >= end:
            out[i] = Verdict("credit", "The line names the writer once more, or behind the body.", 0.8, "byline_again")


def _standfirst(page: Page, out: list[Verdict | None], body: Sequence[int]) -> None:
    """The line below the title that the markup makes its second heading, or a paragraph of its own above the body."""
    titles = [i for i, verdict in enumerate(out) if verdict is not None and verdict.role == "title"]
    below = [i for i in range(titles[0] + 1, len(out)) if not page.lines[i].is_blank][:1] if titles else []
    for i in below:
        if out[i] is None and body and i < body[0] and markup.is_standfirst(page.shapes[i], page.shapes[titles[0]]):
            out[i] = Verdict("subtitle", "The markup puts the line under the title.", 0.85, "markup_standfirst")


def _credits(page: Page, out: list[Verdict | None], end: int) -> None:
    """Short lines next to the end of the body that name its source."""
    behind = [i for i in range(end, len(out)) if not page.lines[i].is_blank][:_NEAR_END]
    for i in behind:
        if out[i] is None and is_credit(page.lines[i].text):
            out[i] = Verdict("credit", "The line names the source of the text.", 0.85, "credit_behind")


def _most_cohesive(page: Page, out: list[Verdict | None], body: Sequence[int], first: int) -> int:
    """The headline above the body that is most likely its title, -1 where none is likely enough."""
    stems = body_stems(page.shapes, body)
    lead = frozenset(s for i in body[:3] for s in content_stems(page.shapes[i]))
    above = [i for i in range(first) if out[i] is None and is_headline(page.lines[i], page.shapes[i])]
    counts = Counter(folded_letters(page.lines[i].text) for i in above)
    best, chosen = 0.0, -1
    for i in above:
        shape = page.shapes[i]
        value = cohesion(shape, stems, lead)
        if value < TITLE_FLOOR and not (shape.hint is not None and shape.hint.tag == "h1"):
            continue
        value += 0.3 if counts[folded_letters(page.lines[i].text)] > 1 else 0.0
        value += 0.3 if shape.hint is not None and shape.hint.tag == "h1" else 0.0
        value -= 0.15 if shape.size > 130 else 0.0
        value -= 0.25 if page.lines[i].text[-1:] in ")]）】" or "©" in page.lines[i].text else 0.0
        value -= 0.3 if byline_of(page.lines[i].text) is not None else 0.0
        if value > best + 1e-9:
            best, chosen = value, i
    return chosen if best >= TITLE_FLOOR else -1


def as_lines(page: Page, verdicts: tuple[Verdict, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(line.number, line.start, line.end, v.role in KEPT_ROLES, v.role, v.reason, v.score, v.rule_id)
        for line, v in zip(page.lines, verdicts, strict=True)
    )
