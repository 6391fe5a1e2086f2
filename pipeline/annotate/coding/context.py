"""When and by whose word: the date and attribution of an event from what stands in its clause and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.model import DateMention, Precision, Quote
from pipeline.text import Tokens


@dataclass(frozen=True, slots=True)
class When:
    date_start: date | None = None
    date_end: date | None = None
    precision: Precision | None = None
    text: str | None = None
    basis: Literal["explicit", "relative", "article", "none"] = "none"
    anchor_offset: int | None = None


def when(
    dates: Sequence[DateMention],
    tokens: Tokens,
    rules: Grammar,
    trigger: tuple[int, int],
    clause: tuple[int, int],
    sentence: tuple[int, int],
) -> When:
    """The date expression that belongs to a trigger (character spans): nearest in the clause, else the only one in the sentence.

    Deadlines ("by 31 December") date what shall be, not what the trigger says, and are passed over.
    """
    inside = [d for d in dates if sentence[0] <= d.start and d.end <= sentence[1] and not _is_deadline(d, tokens, rules)]
    near = [d for d in inside if clause[0] <= d.start and d.end <= clause[1]]
    if not near and len({(d.date_start, d.anchor_offset, d.text) for d in inside}) == 1:
        near = inside[:1]
    if not near:
        return When()
    best = min(near, key=lambda d: (max(d.start - trigger[1], trigger[0] - d.end), d.start))
    if best.date_start is None and best.anchor_offset is None:
        return When(text=best.text)
    return When(best.date_start, best.date_end, best.precision, best.text, best.basis, best.anchor_offset)


def _is_deadline(found: DateMention, tokens: Tokens, rules: Grammar) -> bool:
    i = tokens.at(found.start)
    j = i - 1
    while j >= 0 and i - j <= 3:
        if tokens.fold[j] in rules.words("deadline"):
            return True
        if tokens.fold[j] not in rules.words("determiner"):
            return False
        j -= 1
    return False


def of_article(published: date | None, precision: Precision | None, is_ongoing: bool) -> When:
    """The article's own day; for an ongoing present its month. Unknown day: the offset 0 from it is kept."""
    if published is None:
        return When(basis="none", anchor_offset=None if is_ongoing else 0)
    if is_ongoing:
        start = published.replace(day=1)
        end = (start + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return When(start, end, "month", None, "article")
    if precision in ("month", "year", "quarter", "decade"):
        return When()
    return When(published, published, "day", None, "article", 0)


def attribution(quotes: Sequence[Quote], start: int, end: int) -> tuple[Literal["narrator", "quoted", "indirect"], int | None]:
    """Whose word an event is: the innermost quotation around the trigger's characters, with its number."""
    best: int | None = None
    for number, quote in enumerate(quotes):
        if quote.start <= start and end <= quote.end and (best is None or quote.end - quote.start < quotes[best].end - quotes[best].start):
            best = number
    if best is None:
        return "narrator", None
    return ("indirect" if quotes[best].kind == "indirect" else "quoted"), best
