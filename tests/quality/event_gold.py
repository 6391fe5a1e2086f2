"""Texts of our own with what happens in them: events/ and events/ordinary/ (read while rules are written), events/held/ (kept aside).

A text begins with `=== slug | day of publication`, and `| source` where it is one of several outlets' reports of a story. Its sentences
follow, then an empty line, then one line for each thing that happens; a text in which nothing happens has none:

    === en-a01 | 2024-03-05
    Chad's foreign minister Idriss Maloum {1:accused} Sudan on Monday of arming rebels, and {2:will fly} to Cairo.

    1 ACCUSE | actor TCD "Idriss Maloum" | recipient SDN | on 2024-03-04
    2 AGREE/CONSULT planned | actor TCD "Idriss Maloum" | recipient EGY

`{n:words}` marks the words that say it. `n TYPE` the type, with others after `/` that are as right; then, where they are so, a realis
(planned, requested, denied, hypothetical; else actual) and an attribution (quoted, indirect; else narrator). `?n` may be found or not.

    actor, recipient   codes (alpha-3, UN NATO EU, IGO, NGO) and in quotes the persons and bodies as the text writes them
    on DAY             2024-03-04, 2024-03, 2024, 2024-03-04..2024-03-06; left out where the text lets nobody say
    in "PLACE"         as the text writes it
    killed 3-5         a measure with its number or range; `+` behind it = at least, `-` before it = at most
    @key               what it is: reports with one key are one thing that happened, in whatever text or language

Talks and deals have all parties as actors; a visitor is the actor, the host the recipient. `xx-p07` and `yy-p07` say the same in two
languages. `python tests/quality/event_gold.py FILE…` checks files and prints what they hold.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from gold_file import marked_texts

from pipeline.annotate.coding.ontology import types

FOLDER = Path(__file__).parent / "events"
REALIS = frozenset({"planned", "requested", "denied", "hypothetical"})
ATTRIBUTION = frozenset({"quoted", "indirect"})
MEASURES = frozenset({"killed", "injured", "detained", "displaced", "participants", "money", "votes", "other"})
_MARK = re.compile(r"\{(\d+):([^{}]*)\}")
_EVENT = re.compile(r"(\?)?(\d+) ([A-Z/]+)((?: [a-z]+)*)$")
_CODE = re.compile(r"[A-Z]{3}|UN|EU|NATO|IGO|NGO")
_DAYS = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(?:\.\.(\d{4}-\d\d-\d\d))?$")
_COUNT = re.compile(r"(-)?(\d+)(?:-(\d+))?(\+)?$")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """What happens. `start`, `end`: characters of the words that say it. `numbers`: measure, low, high (None: open)."""

    number: int
    start: int
    end: int
    types: tuple[str, ...]
    realis: str
    attribution: str
    is_optional: bool
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()
    date: str | None = None
    date_end: str | None = None
    place: str | None = None
    numbers: tuple[tuple[str, int | None, int | None], ...] = ()
    key: str | None = None


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text without its marks. `line`: where it begins in the file, for messages."""

    slug: str
    day: dt.date
    source: str | None
    text: str
    events: tuple[GoldEvent, ...]
    line: int


def texts(path: Path) -> list[GoldText]:
    """The texts of a file. Raises ValueError that names the line of whatever is wrong."""
    return marked_texts(path, _text)


def _text(head: list[str], below: list[str], where: str, line: int) -> GoldText:
    if len(head) not in (2, 3):
        raise ValueError(f"{where}: write `=== slug | day` or `=== slug | day | source`")
    paragraphs = "\n".join(below).strip()
    body, _, rest = paragraphs.rpartition("\n\n")
    if not body or not all(_EVENT.match(row.split("|")[0].strip()) for row in rest.splitlines()):
        body, rest = paragraphs, ""  # nothing happens in it
    text, at = "", 0
    spans: dict[int, tuple[int, int]] = {}
    for m in _MARK.finditer(body):
        text += body[at : m.start()]
        spans[int(m[1])] = (len(text), len(text) + len(m[2]))
        text += m[2]
        at = m.end()
    text += body[at:]
    if stray := re.search(r".{0,30}[{}].{0,30}", text):
        raise ValueError(f"{where}: a mark that cannot be read: {stray[0]!r}")
    events = tuple(_event(row, spans, text, where) for row in rest.splitlines() if row.strip())
    if missing := set(spans) ^ {e.number for e in events}:
        raise ValueError(f"{where}: mark and line of {min(missing)} do not meet")
    return GoldText(head[0], dt.date.fromisoformat(head[1]), head[2] if len(head) == 3 else None, text, events, line)


def _event(row: str, spans: dict[int, tuple[int, int]], text: str, where: str) -> GoldEvent:
    parts = [p.strip() for p in row.split("|")]
    m = _EVENT.match(parts[0])
    if m is None:
        raise ValueError(f"{where}: {parts[0]!r} is no event; write `1 TYPE`")
    if int(m[2]) not in spans:
        raise ValueError(f"{where}: no words are marked {{{m[2]}:…}}")
    kinds = tuple(m[3].split("/"))
    if unknown := set(kinds) - set(types()):
        raise ValueError(f"{where}: unknown type {min(unknown)}")
    words = m[4].split()
    if odd := set(words) - REALIS - ATTRIBUTION - {"actual", "narrator"}:
        raise ValueError(f"{where}: {min(odd)!r} is neither realis nor attribution")
    realis = next((w for w in words if w in REALIS), "actual")
    attribution = next((w for w in words if w in ATTRIBUTION), "narrator")
    event = GoldEvent(int(m[2]), *spans[int(m[2])], kinds, realis, attribution, bool(m[1]))
    for part in parts[1:]:
        event = _with(event, part, text, where)
    return event


def _with(event: GoldEvent, part: str, text: str, where: str) -> GoldEvent:
    """The event with what one field says."""
    field, _, value = part.partition(" ")
    value = value.strip()
    if field in ("actor", "recipient"):
        names = re.findall(r'"([^"]+)"', value)
        codes = frozenset(re.sub(r'"[^"]+"', " ", value).replace(",", " ").split())
        if bad := [c for c in codes if not _CODE.fullmatch(c)] + [n for n in names if n not in text]:
            raise ValueError(f"{where}: {bad[0]!r} is no code and does not stand in the text")
        named = (*event.named, *names)
        return replace(event, actors=codes, named=named) if field == "actor" else replace(event, recipients=codes, named=named)
    if field == "on" and (m := _DAYS.match(value)):
        return replace(event, date=m[1], date_end=m[2])
    if field == "in" and value.strip('"') in text:
        return replace(event, place=value.strip('"'))
    if field in MEASURES and (c := _COUNT.match(value)):
        low, high = int(c[2]), int(c[3] or c[2])
        return replace(event, numbers=(*event.numbers, (field, None if c[1] else low, None if c[4] else high)))
    if part.startswith("@"):
        return replace(event, key=part[1:])
    raise ValueError(f"{where}: cannot read {part!r}")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        every = texts(Path(name))
        events = [e for t in every for e in t.events]
        print(f"{name}: {len(every)} texts, {sum(not t.events for t in every)} without event, {len(events)} events")
        print("  types:", dict(Counter(e.types[0] for e in events).most_common()))
        print("  realis:", dict(Counter(e.realis for e in events)), "attribution:", dict(Counter(e.attribution for e in events)))
        print("  dated:", sum(e.date is not None for e in events), "placed:", sum(e.place is not None for e in events))
        print("  numbers:", dict(Counter(m for e in events for m, *_ in e.numbers)), "optional:", sum(e.is_optional for e in events))
