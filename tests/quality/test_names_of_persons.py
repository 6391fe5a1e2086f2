"""The matcher of names of persons on pairs of our own (names/same.tsv, names/different.tsv): floors of both halves, and the same for a
sample of them from end to end.

    python tests/quality/test_names_of_persons.py        # figures of both halves, and the errors of the half that is looked at
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from pipeline.annotate import annotate
from pipeline.model import Article, Document, Line, Published, Source
from pipeline.resolve import entities, names
from pipeline.text import script_of

HERE = Path(__file__).parent / "names"
FLOORS = {"open": (0.995, 0.98), "held": (0.979, 0.974)}  # precision, recall of the matcher; they only go up
END_TO_END = {"open": (0.99, 0.86), "held": (0.98, 0.84)}  # the name must be found first
CARRIERS = {
    "Latn": (("en", "The minister {} opened the meeting on Monday."), ("fr", "Le ministre {} a ouvert lundi la réunion.")),
    "Arab": (("ar", "افتتح الوزير {} الاجتماع يوم الاثنين."),),
}


@dataclass(frozen=True)
class Pair:
    """Two spellings. `row`: the row they stand in; rows with an even number are held."""

    row: int
    kind: str
    a: str
    b: str
    is_same: bool

    @property
    def half(self) -> str:
        return "open" if self.row % 2 else "held"


def _rows(name: str) -> Iterator[tuple[int, list[str]]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    yield from enumerate(cells[1:], 1)


def pairs() -> list[Pair]:
    """All pairs of both files."""
    out = [
        Pair(row, kind, a, b, True)
        for row, (kind, spellings) in _rows("same.tsv")
        for a, b in itertools.combinations(dict.fromkeys(spellings.split("|")), 2)
    ]
    for row, (kind, one, other) in _rows("different.tsv"):
        out += [Pair(row, kind, a, b, False) for a in one.split("|") for b in other.split("|")]
    return out


def matched(pair: Pair) -> bool:
    """Whether the matcher takes the two for one person's, blocking included."""
    meet = set(names.keys(pair.a)) & set(names.keys(pair.b))
    return bool(meet) and names.similarity(pair.a, pair.b) >= names.SAME


def figures(found: list[Pair], is_joined: Callable[[Pair], bool]) -> tuple[float, float, list[str]]:
    """Precision, recall, and the errors in words."""
    joined = [p for p in found if is_joined(p)]
    right = [p for p in joined if p.is_same]
    wrong = [f"joined {p.kind}: {p.a} | {p.b}" for p in joined if not p.is_same]
    wrong += [f"apart {p.kind}: {p.a} | {p.b}" for p in set(found) - set(joined) if p.is_same]
    return len(right) / len(joined), len(right) / sum(p.is_same for p in found), sorted(wrong)


@pytest.mark.parametrize("half", ["open", "held"])
def test_the_matcher_keeps_its_floors(half: str) -> None:
    precision, recall, _ = figures([p for p in pairs() if p.half == half], matched)
    assert precision >= FLOORS[half][0], f"{half}: precision {precision:.3f}, recall {recall:.3f}"
    assert recall >= FLOORS[half][1], f"{half}: precision {precision:.3f}, recall {recall:.3f}"


def resolved(spellings: list[str]) -> dict[str, str | None]:
    """Spelling → the entity of its mention, each in a document of its own, all resolved as one corpus."""
    units, where = [], {}
    for number, name in enumerate(spellings):
        carriers = CARRIERS["Arab" if script_of(name) == "Arab" else "Latn"]
        lang, carrier = carriers[number % len(carriers)]
        text = carrier.format(name)
        document = Document(f"n{number:04d}", Source("s"), "s/a.txt", "text/plain", "utf-8", "", text, "", "")
        line = Line(1, 0, len(text), True, "body", "", 1.0, "test")
        said = annotate(Article(document, (line,), None, None, None, lang, 1.0, Published()))
        start = text.index(name)
        inside = [m for m in said.mentions if m.type == "PER" and m.start < start + len(name) and m.end > start]
        best = max(inside, key=lambda m: m.end - m.start, default=None)
        where[name] = None if best is None else (document.article_id, best.local_no)
        for no, e in enumerate(said.entities):
            units.append((document.article_id, no, e.type, e.name, e.lang, e.script, e.lexicon_id, e.country, e.code, e.is_confirmed, 1))
    columns = ["article_id", "no", "type", "name", "lang", "script", "lexicon_id", "country", "code", "is_confirmed", "n_mentions"]
    frame = pd.DataFrame(units, columns=columns).assign(published_on=None)
    keys = entities.name_keys(frame)
    both = keys.merge(keys, on="key")
    near = both[both["name_x"] < both["name_y"]].rename(columns={"name_x": "name_a", "name_y": "name_b"})[["name_a", "name_b"]]
    offices = pd.DataFrame(columns=["article_id", "holder_no", "office", "country", "body"])
    found = entities.cluster(frame, near.drop_duplicates(), offices)
    of = {(a, no): entity for a, no, entity in zip(found["article_id"], found["no"], found["entity_id"], strict=True)}
    return {name: of.get(unit) if unit is not None else None for name, unit in where.items()}


@pytest.mark.parametrize("half", ["open", "held"])
def test_a_sample_from_text_to_entity_keeps_its_floors(half: str) -> None:
    sample = [p for p in pairs() if p.half == half and p.row % 8 < 2]
    entity = resolved(sorted({name for p in sample for name in (p.a, p.b)}))
    precision, recall, wrong = figures(sample, lambda p: entity[p.a] is not None and entity[p.a] == entity[p.b])
    shown = wrong if half == "open" else len(wrong)
    assert precision >= END_TO_END[half][0], f"{half}: precision {precision:.3f}, recall {recall:.3f}: {shown}"
    assert recall >= END_TO_END[half][1], f"{half}: precision {precision:.3f}, recall {recall:.3f}: {shown}"


def main() -> None:
    for half in ("open", "held"):
        found = [p for p in pairs() if p.half == half]
        precision, recall, wrong = figures(found, matched)
        print(f"{half}: {len(found)} pairs, precision {precision:.3f}, recall {recall:.3f}")
        print(*(wrong if half == "open" else []), sep="\n")


if __name__ == "__main__":
    main()
