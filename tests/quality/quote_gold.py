"""Articles of our own with their quotations marked, in quotes/ (read while rules are written) and quotes/held/ (kept aside).

An article begins with `=== slug | layouts | day of publication`; the next line is its title, paragraphs are parted by an empty line.

    {d|1|name|Jeanne Morel|Nous n'avons rien vu}   words of somebody: kind, utterance, how the speaker is written, who that is, the words
    [1|la boulangère]                              the words that name the speaker of utterance 1
    [via 1|le communiqué]                          the words that name who relays utterance 1

Kinds: `d` direct (all of it in marks), `m` mixed (a clause with words in marks, which belong to it), `i` indirect, `o` may be found or
not (complements that are nouns, titles of works, plain beliefs). Marks, the comma at the end and the complementiser stand outside, but
for mixed speech. Segments of one statement share the number of their utterance. Who: the name in full as it stands in the article, or
`-` where the article names nobody. How: `name`, `short_name`, `pronoun`, `role`, `document`, `collective`, `implicit` or `anonymous`.

`python tests/quality/quote_gold.py FILE` checks a file and prints what it holds.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from gold_file import marked_texts

FOLDER = Path(__file__).parent / "quotes"
HOW = frozenset({"name", "short_name", "pronoun", "role", "document", "collective", "implicit", "anonymous"})
_MARK = re.compile(r"\{([dmio])\|(\d+)\|(\w+)\|([^|{}]*)\|([^{}]*)\}|\[(via )?(\d+)\|([^\[\]{}|]*)\]")
_KINDS = {"d": "direct", "m": "mixed", "i": "indirect", "o": "either"}


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """Words of somebody. Offsets are characters of the article's text; `speaker` and `via` are spans of the words that name them."""

    start: int
    end: int
    kind: str
    utterance: int
    how: str
    who: str | None
    speaker: tuple[int, int] | None
    via: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article without its marks. `line`: where it begins in the file, for messages."""

    slug: str
    layouts: tuple[str, ...]
    day: dt.date
    text: str
    quotes: tuple[GoldQuote, ...]
    line: int


@dataclass
class _Reader:
    text: str = ""
    quotes: list[tuple[int, int, str, int, str, str]] = field(default_factory=list)
    named: dict[tuple[bool, int], tuple[int, int]] = field(default_factory=dict)


def articles(path: Path) -> list[GoldArticle]:
    """The articles of a file. Raises ValueError that names the line of whatever is wrong."""
    return marked_texts(path, _article)


def _article(head: list[str], below: list[str], where: str, line: int) -> GoldArticle:
    if len(head) != 3:
        raise ValueError(f"{where}: write `=== slug | layouts | day`")
    body, r, at = "\n".join(below).strip(), _Reader(), 0
    for m in _MARK.finditer(body):
        r.text += body[at : m.start()]
        begin = len(r.text)
        r.text += m[5] if m[1] else m[8]
        if m[1]:
            if m[3] not in HOW:
                raise ValueError(f"{where}: `{m[3]}` is no way to write a speaker, in {m[0]!r:.60}")
            r.quotes.append((begin, len(r.text), _KINDS[m[1]], int(m[2]), m[3], m[4].strip()))
        else:
            r.named[bool(m[6]), int(m[7])] = (begin, len(r.text))
        at = m.end()
    r.text += body[at:]
    if stray := re.search(r".{0,30}[{}\[\]|].{0,30}", r.text):
        raise ValueError(f"{where}: a mark that cannot be read: {stray[0]!r}")
    quotes = tuple(
        GoldQuote(a, b, kind, n, how, None if who in ("", "-") else who, r.named.get((False, n)), r.named.get((True, n)))
        for a, b, kind, n, how, who in r.quotes
    )
    for q in quotes:
        words = r.text[q.start : q.end]
        if q.start >= q.end or words != words.strip():
            raise ValueError(f"{where}: empty, or a space at the edge: {words!r:.60}")
        if q.who is not None and q.who not in r.text:
            raise ValueError(f"{where}: {q.who!r} does not stand in the article")
        if "\n" in words:
            raise ValueError(f"{where}: words of two lines; mark each line as a segment: {words!r:.60}")
    if unused := {n for _, n in r.named} - {q.utterance for q in quotes}:
        raise ValueError(f"{where}: a speaker of utterance {min(unused)}, which has no words")
    return GoldArticle(head[0], tuple(x.strip() for x in head[1].split(",")), dt.date.fromisoformat(head[2]), r.text, quotes, line)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        every = articles(Path(name))
        kinds = Counter(q.kind for a in every for q in a.quotes)
        print(f"{name}: {len(every)} articles, {sum(len(a.text) for a in every):,} characters; {dict(kinds)}")
        print(
            "  how:",
            dict(Counter(q.how for a in every for q in a.quotes)),
            "named:",
            sum(q.who is not None for a in every for q in a.quotes),
        )
        print("  layouts:", dict(Counter(x for a in every for x in a.layouts)))
