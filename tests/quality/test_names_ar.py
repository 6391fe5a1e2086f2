"""Names in Arabic sentences of our own (names/ar.txt): news, sports, history, science, lives; floors for either half and each type.

`python tests/quality/test_names_ar.py` prints the figures, and the errors of the first half.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.model import Article, Document, Line, Published, Source

FILE = Path(__file__).parent / "names" / "ar.txt"
_MARKED = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")
# F1 of span and type by half, of spans that overlap, and of each type: slightly below what is reached; they only go up
FLOORS = {
    "odd": {"typed": 0.86, "overlap": 0.94, "PER": 0.87, "ORG": 0.76, "LOC": 0.86},
    "held": {"typed": 0.75, "overlap": 0.92, "PER": 0.75, "ORG": 0.76, "LOC": 0.70},
}
Span = tuple[int, int, str]


def sentences() -> list[tuple[str, list[Span]]]:
    """Text and marked names of each sentence; countries and towns count as LOC."""
    out = []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, gold, at = "", [], 0
        for m in _MARKED.finditer(line):
            text += line[at : m.start()]
            gold.append((len(text), len(text) + len(m[1]), m[2]))
            text += m[1]
            at = m.end()
        out.append((text + line[at:], gold))
    return out


def found(text: str) -> list[Span]:
    """Confirmed names of a sentence, adjectives of countries left out."""
    document = Document("a", Source("s"), "s/a.txt", "text/plain", "utf-8", "", text, "", "")
    article = Article(document, (Line(1, 0, len(text), True, "body", "", 1.0, "test"),), None, None, None, "ar", 1.0, Published())
    annotations = annotate(article)
    kinds = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC"}
    sure = [m for m in annotations.mentions if annotations.entities[m.local_no].is_confirmed and m.form != "demonym"]
    return [(m.start, m.end, kinds[m.type]) for m in sure if m.type in kinds]


def figures(half: list[tuple[str, list[Span]]], verbose: bool = False) -> dict[str, float]:
    """F1 by name of the figure."""
    right, gold_n, found_n = Counter[str](), Counter[str](), Counter[str]()
    for text, gold in half:
        have = found(text)
        for span in gold:
            gold_n.update(("typed", "overlap", span[2]))
            right.update(("typed", span[2]) if span in have else ())
            right.update(("overlap",) if any(h[0] < span[1] and h[1] > span[0] for h in have) else ())
        for span in have:
            found_n.update(("typed", "overlap", span[2]))
        if verbose and sorted(gold) != sorted(have):
            print(text, [text[a:b] for a, b, _ in gold], [(text[a:b], k) for a, b, k in have])
    return {k: 2 * right[k] / (gold_n[k] + found_n[k]) for k in ("typed", "overlap", "PER", "ORG", "LOC")}


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_floors(half: str) -> None:
    rows = sentences()[0 if half == "odd" else 1 :: 2]
    assert len(rows) >= 70
    reached = figures(rows)
    assert {k: (v, reached[k]) for k, v in FLOORS[half].items() if reached[k] < v} == {}


if __name__ == "__main__":
    for number, name in enumerate(("odd", "held")):
        print(name, {k: round(v, 3) for k, v in figures(sentences()[number::2], verbose=number == 0 and "-v" in sys.argv).items()})
