"""From what lines say of themselves and from their odds to a verdict on each: role, reason, score, rule.

First match in the order of `judge` decides. The arrays of odds have a place for each line with text of the document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.clean import markup
from pipeline.clean.brief import keep_bare, keep_brief, keep_something
from pipeline.clean.credits import is_credit
from pipeline.clean.likelihood import confidence
from pipeline.clean.lines import RawLine, folded_letters, is_folded_to
from pipeline.clean.settle import BLANK, Said, Verdict
from pipeline.clean.shapes import Shape
from pipeline.clean.titles import same_title
from pipeline.model import KEPT_ROLES, Line

_SHORTEST_LIST = 2  # items that end in a comma or semicolon
_NEAR_END = 3  # lines behind the body among which its credit is looked for
_LEAST_TITLE = 0  # log-odds of a title, in thousandths
_LEAST_BODY = 3  # lines of prose below a headline that opens a text
_MOSTLY_BODY = 0.6  # share of the lines below that are prose
_LEAST_SHARED = 0.4  # share of its words that stand in the body: 134 of 135 titles of the pages that were learnt from have it
_MOST_SHARED, _TAKEN_UP = 0.6, 700  # where the body takes up most of its words, this is added
_HEADING = 3000  # what the markup of a heading adds to them
_BY_ODDS = frozenset({"odds_prose", "odds_short"})


@dataclass(frozen=True, slots=True)
class Page:
    """All that the judgement sees of one document: one value a line, blank lines included."""

    lines: tuple[RawLine, ...]
    shapes: tuple[Shape, ...]
    said: tuple[Said, ...]
    titles: tuple[str, ...]  # the title that the input gives, the page's title
    odds: tuple[int, ...]  # of being article text, in thousandths of log-odds
    title_odds: tuple[int, ...]
    shared: tuple[float, ...]  # share of its words that stand in the body


def judge(page: Page, settled: Sequence[Verdict | None]) -> tuple[Verdict, ...]:
    """One verdict a line, in order. `settled`: those that need no neighbours."""
    out = list(settled)
    body = [i for i, v in enumerate(out) if v is None and page.odds[i] > 0 and _is_prose(page.shapes[i])]
    if not body:
        body = [i for i, v in enumerate(out) if v is None and page.shapes[i].is_sentence]
    first, end = (body[0], body[-1] + 1) if body else (0, len(out))
    _title(page, out, first, body)
    _bylines(page, out, body, end)
    _standfirst(page, out, body)
    _credits(page, out, end)
    keep_brief(page.shapes, out, body)
    for i in range(len(out)):
        if out[i] is None:
            out[i] = _by_odds(page, i, first, end)
    keep_bare(page.shapes, out, page.odds)
    keep_something(out, body)
    _lists(page, out, range(first, end))
    _datelines(out, end)
    return tuple(v for v in out if v is not None)


def _is_prose(shape: Shape) -> bool:
    return shape.is_sentence or shape.size >= 160 or (shape.ends == "stop" and shape.size >= 25)


def _by_odds(page: Page, i: int, first: int, end: int) -> Verdict:
    shape, odds = page.shapes[i], page.odds[i]
    score = confidence(odds)
    rule = "odds_prose" if _is_prose(shape) else "odds_short"
    if odds > 0:
        if rule == "odds_prose":
            return Verdict("body", "The line is prose within the body.", score, rule)
        if shape.starts_bullet or (shape.hint is not None and shape.hint.tag == "li"):
            return Verdict("list_item", "A list item within the body.", score, rule)
        if first <= i < end:
            return Verdict("subhead", "A short line between paragraphs of the body that belongs to it.", score, rule)
        return Verdict("body", "A short line at the edge of the body that belongs to it.", score, rule)
    if page.said[i].sign and page.said[i].byline is None:
        return Verdict("caption", "A sentence of a picture, and who took it.", score, "caption_shape")
    if shape.is_headline:
        where = "above" if i < first else "below" if i >= end else "within"
        reason = f"A headline {where} the body that says something else: it belongs to another article."
        return Verdict("related_headline", reason, score, rule)
    return Verdict("other", "The line looks like no part of the article.", score, rule)


def _title(page: Page, out: list[Verdict | None], first: int, body: Sequence[int]) -> None:
    """Marks the title line and its repetitions."""
    is_open = [i for i in range(len(out)) if out[i] is None] if page.titles else []
    named = [i for i in is_open if any(same_title(page.lines[i].text, t) for t in page.titles)]
    if named:
        chosen, why, score, rule = named[0], "The line equals the title that the input or the page names.", 0.98, "title_named"
    else:
        chosen = _likeliest_title(page, [i for i in range(first) if out[i] is None])
        if chosen < 0:
            chosen = _only_line_above(page, out, first, body)
        if chosen < 0:
            return
        why, score, rule = "A headline above the body that says what the body says.", confidence(page.title_odds[chosen]), "odds_title"
    out[chosen] = Verdict("title", why, score, rule)
    key = folded_letters(page.lines[chosen].text)
    others = [i for i, verdict in enumerate(out) if verdict is None and not page.shapes[i].is_sentence]
    for i in others:
        if is_folded_to(page.lines[i].text, key):
            out[i] = Verdict("repeated_title", "The title stands here once more.", 0.97, "title_again")


def _likeliest_title(page: Page, above: Sequence[int]) -> int:
    """The headline above the body that is likeliest its title, -1 where none is likely. One that shares few words with the body
    belongs to another article, unless the markup makes it the heading of the page. Of a title said twice, the first."""
    odds: dict[int, int] = {}
    for i in above:
        shape = page.shapes[i]
        is_heading = shape.hint is not None and shape.hint.tag == "h1"
        if shape.is_headline and (page.shared[i] >= _LEAST_SHARED or is_heading):
            odds[i] = page.title_odds[i] + (_HEADING if is_heading else 0) + (_TAKEN_UP if page.shared[i] >= _MOST_SHARED else 0)
    best = max(odds, key=lambda i: (odds[i], -i), default=-1)
    if best < 0 or odds[best] <= _LEAST_TITLE:
        return -1
    if next(iter(odds)) == best:
        return best
    key = folded_letters(page.lines[best].text)
    return next(i for i in odds if i == best or is_folded_to(page.lines[i].text, key))


def _only_line_above(page: Page, out: Sequence[Verdict | None], first: int, body: Sequence[int]) -> int:
    """The headline that opens a text, with nothing but its body behind it: whatever it says, there is no other article that it could
    be of. -1 where more stands above, or little below."""
    above = [i for i in range(first) if not page.lines[i].is_blank]
    below = [i for i in range(first, len(page.lines)) if not page.lines[i].is_blank]
    if len(above) != 1 or len(body) < max(_LEAST_BODY, _MOSTLY_BODY * len(below)):
        return -1
    only = above[0]
    is_open = out[only] is None and not page.said[only].sign and page.said[only].stamp is None
    return only if is_open and page.shapes[only].is_headline else -1


def _bylines(page: Page, out: list[Verdict | None], body: Sequence[int], end: int) -> None:
    """The first byline above the body is kept; one among the first lines of the body, or behind it, is a credit."""
    early = body[2] if len(body) > 2 else end
    first = body[0] if body else end
    is_signed = False
    for i, said in enumerate(page.said):
        if out[i] is not None or said.byline is None:
            continue
        if i < first and not is_signed:
            is_signed = True
            out[i] = Verdict("byline", "The line names the writer.", 0.9, "byline")
        elif i < early and not is_signed:
            is_signed = True
            out[i] = Verdict("credit", "The line names the writer, within the text.", 0.9, "byline_within")
        elif i < early or i >= end:
            out[i] = Verdict("credit", "The line names the writer once more, or behind the body.", 0.8, "byline_again")


def _standfirst(page: Page, out: list[Verdict | None], body: Sequence[int]) -> None:
    """The line below the title that the markup makes its second heading, or a paragraph of its own above the body."""
    titles = [i for i, verdict in enumerate(out) if verdict is not None and verdict.role == "title"]
    if not titles or not body:
        return
    between = [i for i in range(titles[0] + 1, body[0]) if out[i] is None and not page.lines[i].is_blank]
    found = markup.standfirst(page.shapes, titles[0], between)
    if found >= 0:
        out[found] = Verdict("subtitle", "The markup puts the line under the title.", 0.85, "markup_standfirst")


def _credits(page: Page, out: list[Verdict | None], end: int) -> None:
    """Short lines next to the end of the body that name its source."""
    behind = [i for i in range(end, len(out)) if not page.lines[i].is_blank][:_NEAR_END]
    for i in behind:
        if out[i] is None and is_credit(page.lines[i].text):
            out[i] = Verdict("credit", "The line names the source of the text.", 0.85, "credit_behind")


def _lists(page: Page, out: list[Verdict | None], run: range) -> None:
    """A kept line that ends in a colon, then lines that end in semicolons or commas, and one that closes the list."""
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


def _datelines(out: list[Verdict | None], end: int) -> None:
    """Behind the body a place and a day say when the article appeared."""
    for i in range(end, len(out)):
        verdict = out[i]
        if verdict is not None and verdict.role == "dateline":
            out[i] = Verdict("date_stamp", "A place and a day behind the body: where and when the article was written.", 0.8, "dateline")


def _is_kept(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.role in KEPT_ROLES


def _is_open(verdict: Verdict | None) -> bool:
    """Was the line judged by odds or by its neighbours, not by what it says of itself?"""
    return verdict is not None and (verdict.rule_id in _BY_ODDS or verdict.rule_id in ("brief_prose", "brief_text"))


def keep_all(page: Page) -> tuple[Verdict, ...]:
    """Verdicts for a text that the input calls clean: every line with text is kept."""
    out = []
    is_titled = False
    for line in page.lines:
        if line.is_blank:
            out.append(BLANK)
        elif not is_titled and any(same_title(line.text, t) for t in page.titles):
            is_titled = True
            out.append(Verdict("title", "The line equals the title that the input names.", 0.98, "title_named"))
        else:
            out.append(Verdict("body", "The input states that the text is clean.", 1.0, "given_body"))
    return tuple(out)


def as_lines(page: Page, verdicts: Sequence[Verdict]) -> tuple[Line, ...]:
    return tuple(
        Line(line.number, line.start, line.end, v.role in KEPT_ROLES, v.role, v.reason, v.score, v.rule_id)
        for line, v in zip(page.lines, verdicts, strict=True)
    )
