"""Words that stand where a verb of saying belongs, beside a statement and one who speaks, and that no row of cues.tsv reads so.

That is how a missing verb is found: `find` gives the words of one text, `dateline lexicon check` counts them over a corpus. Where such
a word may stand is told in `vacancies`; here it is asked what the packs know of it, which need not be nothing: a verb may be a cue in
other frames only, be conjugated without being a cue, or be listed as no verb of saying.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from pipeline.annotate.quoting import cues, frames, layouts, vacancies
from pipeline.annotate.quoting.grammar import grammar
from pipeline.annotate.quoting.scene import COMMAS, Scene
from pipeline.annotate.quoting.units import Unit, split
from pipeline.annotate.quoting.vacant import Frame, Vacancy, statement
from pipeline.languages import current, pack
from pipeline.languages.roots import PAST, PRESENT, roots
from pipeline.text import fold

# missing: no table knows it; cue: verbs_*.tsv conjugates it, cues.tsv lacks it; frame: cues.tsv has it in other frames;
# barred: the pack lists it as a verb of another kind
Known = Literal["missing", "cue", "frame", "barred"]
_LATE = 26  # words of a sentence that may name the speaker of the quotation before it


@dataclass(frozen=True, slots=True)
class Unheard:
    """A word at start … end of the text, small letters, without what is written together with it. `lemma`: the verb of the packs that
    it is a form of; empty where there is none."""

    start: int
    end: int
    word: str
    frame: Frame
    reflexive: bool
    particle: str
    known: Known
    lemma: str = ""


def find(lang: str, s: Scene, lines: Sequence[tuple[int, int]]) -> Iterator[Unheard]:
    """The words of a text, in order of its sentences. `lines`: offsets of those whose tokens the scene holds."""
    units = split(s.tokens, lines, s.marked, pack(lang).words("abbreviations"))
    finder = cues.Finder(lang, s.tokens, s.mention_at)
    for n, unit in enumerate(units):
        marks = any(i < 0 and statement(s, i) for i in unit.items)
        if not marks and s.grammar.classes["complementisers"].isdisjoint(unit.words):
            continue
        claimed: set[int] = set()
        known: list[cues.Cue] = []
        if marks:
            known = finder.listed(unit)
            frames.read(s, unit, known, claimed)
        if layouts.alone(s, unit):
            yield from _around(lang, s, finder, unit, units[n + 1] if n + 1 < len(units) else None)
            continue
        for place in vacancies.find(s, unit, claimed):
            if not any(cue.first <= place.p <= cue.last and place.frame in cue.frames for cue in known):
                yield from _judged(lang, s, unit, place)


def _around(lang: str, s: Scene, finder: cues.Finder, unit: Unit, following: Unit | None) -> Iterator[Unheard]:
    """A quotation that fills its sentence: the next one may name the speaker ("Why now?" Smith deadpanned.), or an incise inside the marks
    (« C'est long, martelait hier le préfet. Patience. »)."""
    if following is not None and following.line == unit.line and len(following) <= _LATE and following.items[0] >= 0:
        both = replace(unit, items=unit.items + following.items, words=unit.words + following.words, end=following.end)
        known = finder.listed(following)
        if not any(cue.form == "finite" and "d" in cue.frames for cue in known):
            for place in vacancies.find(s, both, set()):
                if place.p > len(unit) - 1 and place.frame == "d":
                    yield from _judged(lang, s, both, place)
    if s.grammar.order != "svo":
        return
    for item in unit.items:
        if item >= 0 or not statement(s, item):
            continue
        mark = s.marked[-item - 1]
        for inner in split(s.tokens, ((mark.start, mark.end),), ()):
            for p in range(3, len(inner) - 1):
                incise = vacancies.inverted(s, inner, p, tight=False) if inner.words[p - 1] in COMMAS else None
                if incise is not None and not _spoken(finder, inner):
                    yield from _judged(lang, s, inner, incise)


def _spoken(finder: cues.Finder, unit: Unit) -> bool:
    return any(cue.form == "finite" and "d" in cue.frames for cue in finder.listed(unit))


def _judged(lang: str, s: Scene, unit: Unit, place: Vacancy) -> Iterator[Unheard]:
    i = unit.items[place.p]
    found = judge(lang, s.tokens.text[i], place.frame, reflexive=place.reflexive, particle=place.particle)
    if found is not None:
        word, known, lemma = found
        end = s.tokens.end[i]
        yield Unheard(end - len(word), end, word, place.frame, place.reflexive, place.particle, known, lemma)


def judge(lang: str, written: str, frame: Frame, *, reflexive: bool = False, particle: str = "") -> tuple[str, Known, str] | None:
    """(the word without its conjunction, what the packs know of it, lemma); None where it is a cue in that frame, or can be no verb."""
    g = grammar(lang)
    lemmas = _lemmas(lang)
    word = written.lower()
    cut = next((n for n in (0, 1) if n == 0 or word[:1] in g.classes["conjunction_prefixes"] if fold(word[n:]) in lemmas), None)
    if cut is None and len(word) > 3 and word[:1] in g.classes["conjunction_prefixes"]:
        cut = 1 if _may_be_verb(lang, fold(word[1:])) or not _may_be_verb(lang, fold(word)) else 0
    word = word[cut or 0 :]
    if fold(word) not in lemmas and not _may_be_verb(lang, fold(word)):
        return None
    found = next((lemmas[form] for form in _stripped(lang, fold(word)) if form in lemmas), ())
    barred = any(g.has(name, form) for name in ("no_saying", "silences", "appoint") for form in (fold(word), *found))
    best: tuple[Known, str] | None = None
    for lemma in found:
        rows = _frames(lang).get(lemma, ())
        rows = tuple((rest, letters) for rest, letters in rows if g.order == "vso" or ("r" in letters) == reflexive)
        if any(frame in letters and rest in ("", particle) for rest, letters in rows):
            return None
        if any(rest in ("", particle) for rest, _ in rows):
            best = ("frame", lemma)
        elif best is None:
            best = ("cue", lemma)
    if barred:
        return word, "barred", _written(lang, best[1]) if best else ""
    return (word, best[0], _written(lang, best[1])) if best else (word, "missing", "")


def _may_be_verb(lang: str, word: str) -> bool:
    """A word whose only readings are nouns is none; rare roots are in no table, so a word without any reading may be one."""
    kinds = roots(lang).kinds(word)
    return not kinds or bool(kinds & (PAST | PRESENT))


def _stripped(lang: str, word: str) -> Iterator[str]:
    """A word and what remains of it without a prefix of the future and an object."""
    g = grammar(lang)
    yield word
    starts = [word, *(word[len(x) :] for x in g.classes["future_prefixes"] if word.startswith(x) and len(word) > len(x) + 2)]
    for form in starts:
        yield form
        yield from (form[: -len(x)] for x in sorted(g.classes["object_suffixes"]) if form.endswith(x) and len(form) > len(x) + 2)


def _written(lang: str, lemma: str) -> str:
    """A folded lemma as the tables of verbs have it."""
    return _spellings(lang).get(lemma, lemma)


@lru_cache(maxsize=16)
def _spellings(lang: str) -> dict[str, str]:
    tables = ["verbs_speech", "verbs_events", *(t for t in current().tables(lang) if t.startswith("verbs"))]
    return {fold(row["lemma"]): row["lemma"] for table in tables for row in pack(lang).table(table)}


@lru_cache(maxsize=16)
def _lemmas(lang: str) -> dict[str, tuple[str, ...]]:
    """Folded form → the folded lemmas of the packs that have it, verbal nouns left out."""
    out: dict[str, dict[str, None]] = {}
    for lemma, forms in pack(lang).verbs.items():
        for tag, words in forms.items():
            if tag != "masdar":
                for word in words:
                    out.setdefault(word, {})[lemma] = None
    return {word: tuple(found) for word, found in out.items()}


@lru_cache(maxsize=16)
def _frames(lang: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """Folded lemma → (words that follow it in the pattern, frames) of its rows in cues.tsv."""
    out: dict[str, list[tuple[str, str]]] = {}
    for row in pack(lang).table("cues"):
        if row["pattern"].startswith("{"):
            lemma, _, rest = row["pattern"][1:].partition("}")
            out.setdefault(fold(lemma), []).append((fold(rest.strip()), row["frames"]))
    return {lemma: tuple(rows) for lemma, rows in out.items()}
