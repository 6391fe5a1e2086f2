"""What a place where a verb of saying belongs is told by: a statement in marks, one who speaks, a word of the shape of a verb.

Where the places are in a sentence stands in `vacancies` (English, French) and `vacancies_vso` (Arabic).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.annotate.quoting.scene import Scene, Source
from pipeline.annotate.quoting.units import Unit

Frame = Literal["d", "t"]  # as in cues.tsv: beside quotation marks, before a that-clause
MIN_WORDS = 4  # in marks; fewer are a scare quote
TAIL = 5  # words between a verb, or its subject, and a colon
_FAR = 6  # words between a verb and the one who speaks; twice as many to a name behind his office
_OPEN = frozenset({"no_saying", "silences", "appoint"})  # classes of verbs, judged by `unheard`


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A word at position `p` of its unit, the frame in which it stands, and what it stands with."""

    p: int
    frame: Frame
    reflexive: bool = False
    particle: str = ""  # shot back


def statement(s: Scene, item: int) -> bool:
    """Whether what stands in marks is a statement: some words that are no name and no title of a work."""
    mark = s.marked[-item - 1]
    inside = [i for i in range(s.tokens.at(mark.start), s.tokens.at(mark.end)) if s.tokens.kind[i] == "w"]
    if len(inside) < MIN_WORDS or s.mention(item) is not None:
        return False
    long = [s.tokens.text[i] for i in inside[1:] if len(s.tokens.text[i]) > 3]
    return not long or 2 * sum(w[0].isupper() for w in long) < len(long) + 1


def shaped(s: Scene, unit: Unit, v: int, endings: tuple[str, ...] = ()) -> bool:
    """Whether the word at v may be a verb that no lexicon knows: a small word of no closed class, with one of the endings."""
    g = s.grammar
    if not 0 <= v < len(unit) or unit.items[v] < 0:
        return False
    i, word = unit.items[v], unit.words[v]
    written = s.tokens.text[i].lower()
    if s.tokens.kind[i] != "w" or len(word) < 3 or s.mention(i) is not None or s.role(i) is not None or s.tokens.text[i][0].isupper():
        return False
    if word in g.pronouns or word in g.documents or (g.adverb_endings and written.endswith(g.adverb_endings)):
        return False
    if any(word in words for name, words in g.classes.items() if name not in _OPEN):
        return False
    return not endings or word.endswith(endings)


def speaks(s: Scene, unit: Unit, source: Source | None, v: int) -> bool:
    """Whether the words that were found beside v name somebody: a name, an office or a pronoun, near the verb."""
    if source is None:
        return False
    if source.local_no is not None:
        somebody = s.entities[source.local_no].type in ("PER", "ORG")
    else:
        somebody = source.role_no is not None or source.type == "pronoun"
    if not somebody:
        return False
    return source.start is None or abs(s.behind(unit, source.start, 0) - v) <= _FAR * (1 + (source.basis == "apposition"))


def names_somebody(s: Scene, unit: Unit, p: int) -> bool:
    """The item is the last word of a name, an office or a pronoun."""
    if p < 0 or unit.items[p] < 0:
        return False
    m, known = s.mention(unit.items[p]), s.grammar.pronouns.get(unit.words[p])
    if m is not None:
        return m.type in ("PER", "ORG")
    return s.role(unit.items[p]) is not None or (known is not None and known.kind == "subject")
