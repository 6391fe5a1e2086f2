"""When and by whose word: the date and attribution of an event from what stands in its clause and sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pipeline.annotate.coding.lexicon import Grammar
from pipeline.model import DateMention, Precision, Quote
from pipeline.text import Tokens
from pipeline.values import swift


@swift
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
    *,
    is_willed: bool = False,
) -> When:
    """The date expression that belongs to a trigger (character spans): nearest in the clause, else the only one in the sentence.

    Deadlines ("by 31 December") date what shall be, not what the trigger says, and are passed over; so are dates of subordinate clauses.
    `is_willed`: the trigger says what is wanted or blamed, which a gerund behind it tells ("accused them of ramming it last week").
    """
    inside = [
        d
        for d in dates
        if sentence[0] <= d.start
        and d.end <= sentence[1]
        and not _is_deadline(d, tokens, rules)
        and not _is_of_another(d, tokens, rules, trigger, sentence, is_willed=is_willed)
    ]
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


def _is_of_another(
    found: DateMention, tokens: Tokens, rules: Grammar, trigger: tuple[int, int], sentence: tuple[int, int], *, is_willed: bool
) -> bool:
    """Whether the date stands with a verb of its own: in a relative or reported clause behind the trigger, or in one that is closed
    before it ("farmers who had blocked the road since May lifted …")."""
    openers = rules.words("relative") | rules.words("complementiser")
    date_at = tokens.at(found.start)
    if found.start >= trigger[1]:
        between = range(tokens.at(trigger[1] - 1) + 1, date_at)
        if any(tokens.fold[j] in openers and _has_verb(tokens, rules, j + 1, date_at) for j in between):
            return True
        return is_willed and any(
            "prp" in (tags := rules.tags.get(tokens.fold[j], frozenset())) and not tags & {"inf", "pres"} for j in between
        )
    low, first = tokens.at(sentence[0]), tokens.at(trigger[0])
    opener = next((j for j in range(date_at - 1, low, -1) if tokens.fold[j] in rules.words("relative")), None)
    if opener is None or not _has_verb(tokens, rules, opener + 1, date_at):
        return False
    # a conjunction behind the date leads on from the relative clause ("… which met on 12 June, when it pledged")
    return first > date_at and not any(tokens.fold[j] in openers | rules.words("breaker") for j in range(date_at, first))


def _has_verb(tokens: Tokens, rules: Grammar, low: int, high: int) -> bool:
    auxiliaries = rules.words("be") | rules.words("have") | rules.words("had")
    finite = {"past", "imp", "perf", "pp", "pres", "impf"}
    return any(tokens.fold[j] in auxiliaries or rules.tags.get(tokens.fold[j], frozenset()) & finite for j in range(low, high))


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
