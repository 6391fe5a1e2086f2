"""Does the example of each row do what the row says? One check a kind of table, shared by the command and the tests.

A check takes rows and a language and gives (position of the row, what came out instead) for those that fail. The rows must be part of
the packs in force (`languages.use`), since an example is read with all of its language's tables. Sentences are read as an
article of one line, published on Monday, 6 May 2024.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import partial

from pipeline.annotate import events, mentions, quotes
from pipeline.annotate.coding.lexicon import grammar
from pipeline.annotate.dates import date_mentions
from pipeline.annotate.names import Names
from pipeline.annotate.roles import offices as office_book
from pipeline.clean.chrome import chrome_of
from pipeline.languages import SHARED, pack
from pipeline.languages.inflect import inflect
from pipeline.languages.tables import Row
from pipeline.model import Article, Document, EventMention, Line, Published, Source
from pipeline.temporal import Anchor, find, resolve
from pipeline.temporal.grammar import grammar_of

Failure = tuple[int, str]
Check = Callable[[Sequence[Row], str], Iterator[Failure]]

_DAY = date(2024, 5, 6)
_ANCHOR = Anchor(date(2024, 11, 19), datetime.fromisoformat("2024-11-19T18:00"))  # as dates.toml says
_MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


def article(text: str, lang: str) -> Article:
    """An article of body lines only."""
    lines, at = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        kept = bool(line.strip())
        lines.append(Line(number, at, at + len(line), kept, "body" if kept else "blank", "", 1.0, "example"))
        at += len(line) + 1
    document = Document("a", Source("example"), "a.txt", "text/plain", "utf-8", "0", text, "0", "")
    return Article(document, tuple(lines), None, None, None, lang, 1.0, Published(_DAY, precision="day", basis="given"))


def names(text: str, lang: str) -> Names:
    """The names that the floor finds in a sentence."""
    found = article(text, lang)
    tokens = pack(lang).tokenise(text, tuple((line.start, line.end) for line in found.lines if line.kept))
    return mentions.find(found, tokens, ())


def coded(text: str, lang: str) -> tuple[EventMention, ...]:
    """The events that the floor finds in a sentence."""
    found = article(text, lang)
    tokens = pack(lang).tokenise(text, tuple((line.start, line.end) for line in found.lines if line.kept))
    dates = date_mentions(found, tokens)
    return events.find(found, tokens, mentions.find(found, tokens, dates), dates, ())


def quoted(text: str, lang: str, *, with_names: bool = True) -> list[tuple[int, str]]:
    """(start, words) of the statements that the floor finds in a sentence, whose names it knows or does not."""
    found = article(text, lang)
    tokens = pack(lang).tokenise(text, tuple((line.start, line.end) for line in found.lines if line.kept))
    known = mentions.find(found, tokens, date_mentions(found, tokens)) if with_names else Names()
    return [(q.start, q.text) for q in quotes.find(found, tokens, known)]


def triggers(rows: Sequence[Row], lang: str) -> Iterator[Failure]:
    """The example yields an event of the row's type; that of a `none` row yields none."""
    for n, row in enumerate(rows):
        found = sorted({e.event_type for e in coded(row["example"], lang)})
        if (row["type"] == "none" and found) or (row["type"] != "none" and row["type"] not in found):
            yield n, f"gives {', '.join(found) or 'no event'}, not {'none' if row['type'] == 'none' else row['type']}"


def event_types(rows: Sequence[Row], _lang: str) -> Iterator[Failure]:
    """The English example yields an event of the row's type and, where the row has one, of its mode."""
    for n, row in enumerate(rows):
        found = sorted({(e.event_type, e.event_mode or "") for e in coded(row["example"], "en")}) if row.get("example") else None
        if found is not None and not any(kind == row["type"] and row["mode"] in ("", mode) for kind, mode in found):
            told = ", ".join(" ".join(filter(None, f)) for f in found) or "no event"
            yield n, f"gives {told}, not {' '.join(filter(None, (row['type'], row['mode'])))}"


def modifiers(rows: Sequence[Row], lang: str) -> Iterator[Failure]:
    """The words before an act are found with the row's effect, and an act behind them that is reported has it too."""
    for n, row in enumerate(rows):
        tokens, effect = pack(lang).tokenise(row["example"]), row["effect"]
        ends = [m.end(tokens) for m in grammar(lang).modifiers.matches(tokens) if m.value.effect == effect]
        if not ends:
            yield n, f"holds no words that make an act {effect}"
            continue
        wanted = set() if effect == "drop" else {"actual"} if effect == "ongoing" else {effect}
        wrong = [e for e in coded(row["example"], lang) if e.trigger_start >= max(ends) and e.realis not in wanted]
        for e in wrong[:1]:
            yield n, f"reports {e.trigger_text!r} as {e.realis}, not as {effect}"


def cues(rows: Sequence[Row], lang: str) -> Iterator[Failure]:
    """What stands in brackets, and nothing else, is a statement."""
    for n, row in enumerate(rows):
        example = row.get("example", "")  # a table of the user may lack the column
        if not example:
            continue
        marked = re.fullmatch(r"([^\[\n]*+)\[(.*)\](.*)", example)
        if marked is None:
            yield n, "marks no statement with [ ]"
            continue
        text, wanted = "".join(marked.groups()), [(len(marked.group(1)), marked.group(2))]
        found = quoted(text, lang)
        if found != wanted and quoted(text, lang, with_names=False) != wanted:
            yield n, f"gives {' and '.join(repr(text) for _, text in found) or 'no statement'}"


def names_examples(rows: Sequence[Row], lang: str) -> Iterator[Failure]:
    """What is marked [words|TYPE], and nothing else, is a mention."""
    for n, row in enumerate(rows):
        text = _MARK.sub(lambda m: m.group(1), row["text"])
        wanted = [(m.group(1), m.group(2)) for m in _MARK.finditer(row["text"])]
        names_ = names(text, lang)
        found = [(m.text, m.type) for m in names_.mentions if names_.entities[m.local_no].is_confirmed]
        if found != wanted:
            yield n, f"gives {', '.join(f'[{text}|{kind}]' for text, kind in found) or 'no name'}"


def offices(rows: Sequence[Row], lang: str) -> Iterator[Failure]:
    """The pattern can be read and its words are found as that office."""
    p, book = pack(lang), office_book(lang)
    for n, row in enumerate(rows):
        try:
            expansions = book.expand(row["pattern"].replace("[@dem] ", ""))
        except ValueError as error:
            yield n, str(error)
            continue
        for steps in expansions[:50]:
            said = " ".join(str(step).removeprefix("=") for step in steps if not isinstance(step, int)).replace("' ", "'")
            tokens = p.tokenise(said)
            if not any(isinstance(step, int) for step in steps) and not any(m.value.key == row["office"] for m in book.matches(tokens)):
                yield n, f"does not find {said!r}"
                break


def verbs(rows: Sequence[Row], lang: str) -> Iterator[Failure]:
    """The verb can be inflected."""
    paradigms = pack(lang).toml("paradigms")
    for n, row in enumerate(rows):
        try:
            if not inflect(row["lemma"], row["paradigm"], row.get("stems", ""), row.get("forms", ""), paradigms):
                yield n, "has no form"
        except ValueError as error:
            yield n, str(error)


def chrome(rows: Sequence[Row], lang: str) -> Iterator[Failure]:  # noqa: ARG001 — phrases are found whatever the language
    """The example (else the phrase itself) is chrome, the counter-example none."""
    for n, row in enumerate(rows):
        if chrome_of(row.get("example") or row["phrase"]) is None:
            yield n, f"{row.get('example') or row['phrase']!r} is not found as chrome"
        if row.get("counter") and chrome_of(row["counter"]) is not None:
            yield n, f"{row['counter']!r} is found as chrome"


def dates(lang: str) -> Iterator[tuple[str, str]]:
    """(id of the rule, what came out) for each example of dates.toml that is not read as it says."""
    for rule in pack(lang).toml("dates").get("rule", ()):
        for text, wanted in rule.get("examples", {}).items():
            got = []
            for found in find(text, lang):
                meaning = resolve(found, _ANCHOR, grammar_of(lang).future_is_marked)
                span = f"{meaning.start}" if meaning.start == meaning.end else f"{meaning.start}/{meaning.end}"
                got.append("null" if meaning.start is None else span)
            if got != ([wanted] if wanted else []):
                yield str(rule.get("id")), f"{text!r} gives {', '.join(got) or 'no date'}, not {wanted or 'none'}"


CHECKS: dict[str, Check] = {
    f.__name__: f for f in (triggers, event_types, modifiers, cues, names_examples, offices, verbs, chrome)
}  # fmt: skip


def check_of(name: str, place: str) -> Callable[[Sequence[Row]], Iterator[Failure]] | None:
    """The check of that name for the rows of one folder; None where there is none, or where it needs a language."""
    check = CHECKS.get(name)
    if check is None or (place == SHARED and name not in ("chrome", "event_types")):
        return None
    return partial(_run, check, place)


def _run(check: Check, lang: str, rows: Sequence[Row]) -> Iterator[Failure]:
    return check(rows, lang)
