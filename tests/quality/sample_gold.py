"""The answer key of the sample corpus (tests/flow/samples.md) as values.

Here stand reading and checking of `samples/*.toml`, nothing that scores. Spans are found in the texts when the key is loaded; a phrase
that does not stand exactly once where it should raises, so that the key cannot drift away from raw/. Offsets are code points, half-open.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "samples"
Span = tuple[int, int]
SENTENCE_END = re.compile(r"(?<!\bM)(?<!\bMr)[.!?؟][\"”»]?(?=\s+[\"“«]?\s?[A-ZÀ-ÞŒ\u0600-\u06ff])|\n")
PLACE = frozenset({"GPE", "LOC"})  # whether a small town can act is no matter here
ARABIC_CLITIC = "(?:[وف]?[بلك]?)"


@dataclass(frozen=True)
class GoldName:
    span: Span
    key: str
    types: frozenset[str]
    required: bool


@dataclass(frozen=True)
class GoldQuote:
    no: str
    span: Span
    kind: str
    speaker: str | None
    group: str  # "-": grouped or alone, both are right


@dataclass(frozen=True)
class GoldEvent:
    event: str | None
    span: Span
    types: frozenset[str]
    realis: frozenset[str]
    dates: tuple[str, str] | None
    place: str | None
    parties: frozenset[str]
    numbers: tuple[tuple[str, float], ...]
    required: bool


@dataclass
class GoldArticle:
    no: str
    uri: str
    lang: str
    text: str
    facts: dict[str, Any]
    kept: list[tuple[str, str]]
    dropped: list[tuple[str, str]]
    kept_spans: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    names: list[GoldName] = field(default_factory=list)
    quotes: list[GoldQuote] = field(default_factory=list)
    events: list[GoldEvent] = field(default_factory=list)
    never: list[tuple[Span, str]] = field(default_factory=list)
    no_quote: list[Span] = field(default_factory=list)

    def find(self, phrase: str) -> Span:
        """Where a phrase of the key stands in the kept lines: exactly once, else the key is wrong."""
        hits = [lo + m.start() for lo, hi in self.kept_spans for m in re.finditer(re.escape(phrase), self.text[lo:hi])]
        if len(hits) != 1:
            raise ValueError(f"{self.no}: {phrase!r} stands {len(hits)} times in the kept lines")
        return hits[0], hits[0] + len(phrase)

    def sentence_of(self, at: int) -> int:
        return next((i for i, (lo, hi) in enumerate(self.sentences) if lo <= at < hi), -1)


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load(texts: dict[str, str]) -> dict[str, GoldArticle]:
    """The key, article by article, over the texts by uri (as the reader decoded them)."""
    lines, quotes, events, entities = (read(name) for name in ("lines", "quotes", "events", "entities"))
    out: dict[str, GoldArticle] = {}
    for no, facts in read("articles").items():
        text = texts[facts["uri"]]
        a = GoldArticle(
            no, facts["uri"], facts["lang"], text, facts, [tuple(x) for x in lines[no]["kept"]], [tuple(x) for x in lines[no]["dropped"]]
        )
        a.kept_spans = _kept_spans(a)
        for lo, hi in a.kept_spans:
            cuts = [lo, *(lo + m.end() for m in SENTENCE_END.finditer(text[lo:hi])), hi]
            a.sentences += [(x, y) for x, y in pairwise(cuts) if y > x]
        a.names = _names(a, entities)
        for q in quotes.get(no, []):
            group = q.get("group", f"{no} {q['n'].split('.')[0]}")
            a.quotes.append(GoldQuote(q["n"], a.find(q["text"]), q["kind"], q["speaker"] or None, group))
        for e in events.get(no, []):
            a.events.append(_event(a, e))
        out[no] = a
    out["B2"].events += [_event(out["B2"], e) for e in events["B1"]]  # the same words
    for row in events["never"]:
        article = out[row["article"]]
        article.never.append((article.find(row["at"]), row["type"]))
    for row in quotes["never"]:
        out[row["article"]].no_quote.append(out[row["article"]].find(row["at"]))
    return out


def _kept_spans(a: GoldArticle) -> list[Span]:
    """Spans of the lines that the key keeps; each is the first line not yet taken that begins with the words given."""
    spans: list[Span] = []
    start = 0
    for line in a.text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    free, kept = list(spans), []
    for _role, words in [*a.kept, *a.dropped]:
        hit = next((s for s in free if a.text[slice(*s)].strip().startswith(words)), None)
        if hit is None:
            raise ValueError(f"{a.no}: no line begins with {words!r}")
        free.remove(hit)
        kept.append(hit)
    return sorted(kept[: len(a.kept)])


def _names(a: GoldArticle, entities: dict[str, Any]) -> list[GoldName]:
    """Every occurrence of every spelling in the kept lines; longer spellings take their place first, `also` never beats `names`."""
    spellings = [
        (
            name,
            key,
            PLACE if PLACE & set(e["type"].split()) else frozenset(e["type"].split()),
            kind == "names" and not e.get("optional", False),
        )
        for key, e in entities.items()
        for kind in ("names", "also")
        for name in e.get(kind, {}).get(a.lang, [])
    ]
    found: list[GoldName] = []
    for name, key, types, required in sorted(spellings, key=lambda s: (-len(s[0]), not s[3], s[1])):
        before = rf"(?<!\w){ARABIC_CLITIC}" if a.lang == "ar" else r"(?<!\w)"
        for lo, hi in a.kept_spans:
            for m in re.finditer(f"{before}({re.escape(name)})(?!\\w)", a.text[lo:hi]):
                span = (lo + m.start(1), lo + m.end(1))
                if not any(span[0] < f.span[1] and f.span[0] < span[1] for f in found):
                    found.append(GoldName(span, key, types, required))
    return sorted(found, key=lambda f: f.span)


def _event(a: GoldArticle, e: dict[str, Any]) -> GoldEvent:
    first, _, last = e.get("date", "").partition("..")
    return GoldEvent(
        e["e"] or None, a.find(e["at"]), frozenset(e["type"].split()), frozenset(e.get("realis", "actual").split()),
        (first, last or first) if first else None, e.get("place"), frozenset(e.get("parties", "").split()),
        tuple(sorted((k, float(v)) for k, v in e.get("numbers", {}).items())), not e.get("opt", False),
    )  # fmt: skip
