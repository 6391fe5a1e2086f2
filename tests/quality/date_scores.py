"""Scores temporal expressions on sentences of our own (`dates/<lang>.tsv`): which words, which days, which precision, and that nothing
else is found.

Each sentence is an article of its own, published at the moment that the last line with an @ gives, and is read by the stage that makes
rows. `python tests/quality/date_scores.py [en|fr|ar] [--held] [--fresh]` prints the figures and what is wrong; every second sentence is
held aside and shown with --held only, those written when all rules stood with --fresh.
"""

from __future__ import annotations

import calendar
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline.annotate.dates import date_mentions
from pipeline.model import Article, DateMention, Document, Given, Line, Published, Source

FOLDER = Path(__file__).parent / "dates"
LANGUAGES = ("en", "fr", "ar")
_PRECISIONS = {
    "d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year", "x": "decade", "h": "hour", "t": "minute",
}  # fmt: skip
_SPAN = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Wanted:
    """One expression of the key; `days` is None where it is found and stays open."""

    start: int
    end: int
    days: tuple[date, date] | None
    precision: str | None


@dataclass(frozen=True)
class Sentence:
    """One sentence of the key. `half` is dev, held, or fresh: written when all rules stood."""

    lang: str
    text: str
    published: datetime
    wanted: tuple[Wanted, ...]
    half: str


def read_key(lang: str) -> Iterator[Sentence]:
    """The sentences of a language in the order of the file."""
    published = datetime.fromisoformat("2000-01-01")
    number, is_fresh = 0, False
    for line in (FOLDER / f"{lang}.tsv").read_text(encoding="utf-8").split("\n"):
        if line.startswith("@"):
            published = datetime.fromisoformat(line[1:].strip())
        elif line.startswith("="):
            is_fresh = True
        elif line and not line.startswith("#"):
            marked, key = line.split("\t")
            text, spans = _unmarked(marked)
            values = [value.strip() for value in key.split(";")] if key else []
            wanted = tuple(_wanted(span, value) for span, value in zip(spans, values, strict=True))
            yield Sentence(lang, text, published, wanted, "fresh" if is_fresh else ("dev", "held")[number % 2])
            number += 1


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans, at = "", [], 0
    for match in _SPAN.finditer(marked):
        text += marked[at : match.start()]
        spans.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    return text + marked[at:], spans


def _wanted(span: tuple[int, int], value: str) -> Wanted:
    if value == "-":
        return Wanted(*span, None, None)
    kind, days = value.split(":")
    first, _, last = days.partition("/")
    start, end = _period(first, kind)
    return Wanted(*span, (start, _period(last, kind)[1] if last else end), _PRECISIONS[kind])


def _period(text: str, kind: str) -> tuple[date, date]:
    """First and last day of 2024-03-05, 2024-03, 2024-2 (a quarter), 2024 (a year or a decade)."""
    parts = [int(x) for x in text.split("-")]
    if len(parts) == 3:
        day = date(*parts)
        return day, day + timedelta(days=6) if kind == "w" and day.weekday() == 0 else day
    if len(parts) == 2:
        first, last = (parts[1] * 3 - 2, parts[1] * 3) if kind == "q" else (parts[1], parts[1])
        return date(parts[0], first, 1), date(parts[0], last, calendar.monthrange(parts[0], last)[1])
    return date(parts[0], 1, 1), date(parts[0] + (9 if kind == "x" else 0), 12, 31)


def article_of(text: str, lang: str, published: datetime | None) -> Article:
    """An article whose lines are all kept, published at a local time."""
    lines, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(Line(number, at, at + len(line), True, "body", "", 1.0, ""))
        at += len(line) + 1
    document = Document("d", Source("s"), "d", "text/plain", "utf-8", "", text, "", "", Given())
    when = Published()
    if published is not None:
        when = Published(published.date(), published.replace(tzinfo=UTC), "+00:00", "given", "minute", "given")
    return Article(document, tuple(lines), None, None, None, lang, 1.0, when)


def found_in(sentence: Sentence) -> tuple[DateMention, ...]:
    """The rows of the sentence."""
    return date_mentions(article_of(sentence.text, sentence.lang, sentence.published))


def is_right(sentence: Sentence, rows: tuple[DateMention, ...]) -> bool:
    """Every wanted expression is met by the row that shares most of its words, with its days and precision, and no row is left over."""
    left = list(rows)
    for wanted in sentence.wanted:
        best = max(left, key=lambda row: (min(row.end, wanted.end) - max(row.start, wanted.start), -row.start), default=None)
        if best is None or min(best.end, wanted.end) <= max(best.start, wanted.start):
            return False
        left.remove(best)
        days = None if best.date_start is None or best.date_end is None else (best.date_start, best.date_end)
        if days != wanted.days or (wanted.precision is not None and best.precision != wanted.precision):
            return False
    return not left


def main(arguments: list[str]) -> None:
    halves = [a[2:] for a in arguments if a in ("--held", "--fresh")] or ["dev"]
    for lang in [a for a in arguments if a in LANGUAGES] or LANGUAGES:
        counts = {"dev": [0, 0], "held": [0, 0], "fresh": [0, 0]}
        for sentence in read_key(lang):
            rows = found_in(sentence)
            right = is_right(sentence, rows)
            counts[sentence.half][0] += right
            counts[sentence.half][1] += 1
            if not right and sentence.half in halves:
                wanted = [(sentence.text[w.start : w.end], w.days and [*map(str, w.days)], w.precision) for w in sentence.wanted]
                found = [(r.text, str(r.date_start), str(r.date_end), r.precision, r.rule_id) for r in rows]
                print(f"{lang} {sentence.text}\n     wanted {wanted}\n     found  {found}")
        print(lang, {half: f"{right}/{n} = {right / max(n, 1):.3f}" for half, (right, n) in counts.items()})


if __name__ == "__main__":
    main(sys.argv[1:])
