"""Statements: the same words of the same speaker, in however many articles and languages.

Here is decided which utterances are one statement and how each relates to the others. The unit is the utterance (all
its segments); which utterances are compared is a join in SQL (sql/corpus/quote_pairs.sql), what two texts share is `wording.py`.

Rules: what users call one statement is one, and what they call two is two; equal words are one statement; nearly equal words too, also
under two speakers (who is then disputed); a part of a longer statement and a translation only under one speaker. A text joins the best
partner that a language has for it, so that five statements of one minister in three languages stay five.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from pipeline.resolve.bounds import Bounds
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import CERTAIN, NOTHING, Judged, agglomerate, components
from pipeline.resolve.ids import row_id
from pipeline.resolve.learnt import learn, taught
from pipeline.resolve.likeness import Weights, overlap, rarity
from pipeline.resolve.wording import Wording, read

Unit = tuple[str, int]  # article_id, utterance_no
NEAR = 0.72  # Dice from which two texts of one language are one statement
PART = 0.8  # share of the shorter text that must stand in the longer one
SHORTER = 0.6  # the same in another language
TRANSLATED = 0.3  # Dice from which two texts of two languages are one statement, if nothing fits better
SPOKEN = 0.28  # the same for two direct quotations of one speaker within two days: little else is quoted twice
MAYBE = 0.2  # Dice from which they are, if everything else that the speaker said fits much worse
CLEAR = 1.8  # how much better
FIT = 0.9  # of the best score that either text reaches in the other's language
SURE = 0.45  # Dice from which a translation teaches what its other words mean (`learnt.py`)
USER = "user"  # the relation of texts that a user calls one statement, and that their words do not show to be one
_LAST = date.max
_STRENGTH = {"identical": 4, "near_duplicate": 3, "translation": 2, "partial": 1, USER: 0}


class Edge(NamedTuple):
    """Two texts, by their numbers, that may be one statement."""

    a: int
    b: int
    score: float
    relation: str
    n: int  # words that the two share


class Texts:
    """What is compared: texts by their numbers, with who says them, and the day of direct quotations (None where it is not known)."""

    def __init__(self, wordings: Sequence[Wording], speakers: Sequence[str | None], spoken: Mapping[int, date | None]) -> None:
        self.wordings, self.speakers, self.spoken = wordings, speakers, spoken
        langs = {lang: n for n, lang in enumerate(sorted({w.lang for w in wordings}))}
        self.n_langs = len(langs)
        self.lang = [langs[w.lang] for w in wordings]
        said = {(w.lang, w.folded): n for n, w in enumerate(wordings)}
        self.said = [said[w.lang, w.folded] for w in wordings]  # one number for one wording
        self.rare = rarity(wordings)

    def with_wordings(self, other: Mapping[int, Wording]) -> Texts:
        """The same with other readings of some texts; how rare a word is stays as it is."""
        out = copy(self)
        out.wordings = [other.get(n, w) for n, w in enumerate(self.wordings)]
        return out


def read_units(units: pd.DataFrame, inside: pd.DataFrame) -> list[Wording]:
    """The wordings of the utterances, in their order. units: article_id, utterance_no, text, lang. inside: article_id, utterance_no, start,
    end, entity_id of the mentions in each, offsets in its text."""
    marks: dict[Unit, list[tuple[int, int, str]]] = defaultdict(list)
    for article, number, start, end, entity in rows(inside, "article_id", "utterance_no", "start", "end", "entity_id"):
        marks[article, int(number)].append((int(start), int(end), entity))
    return [
        read(text, lang, marks.get((article, int(number)), ()))
        for article, number, text, lang in rows(units, "article_id", "utterance_no", "text", "lang")
    ]


def _compare(texts: Texts, i: int, j: int, bounds: Bounds, rare: Weights) -> tuple[float, str, int] | None:
    """Score, relation and number of shared words of two texts that may be one statement."""
    a, b = texts.wordings[i], texts.wordings[j]
    one_language = texts.lang[i] == texts.lang[j]
    if texts.said[i] == texts.said[j]:
        one_speaker = _is_one(texts.speakers[i], texts.speakers[j])
        return (1.0, "identical", len(a.items)) if one_speaker or a.folded.count(" ") >= 3 else None
    most, most_of_one = bounds.shares(i, j)
    if most < (NEAR if one_language else MAYBE) and most_of_one < (PART if one_language else SHORTER):
        return None
    one_speaker = _is_one(texts.speakers[i], texts.speakers[j])
    size_a, size_b = len(a.items), len(b.items)
    ratio = min(size_a, size_b) / max(size_a, size_b)
    shared = overlap(a, b, rare)
    small = shared.of_a if size_a <= size_b else shared.of_b
    if one_language:
        short, long = sorted((f" {a.folded} ", f" {b.folded} "), key=len)
        if shared.dice >= NEAR and shared.n >= (3 if one_speaker else 5):
            return shared.dice, "near_duplicate", shared.n
        inside = short in long and short.count(" ") >= 5
        return (small, "partial", shared.n) if one_speaker and shared.n >= 4 and (inside or small >= PART) else None
    # a translation is about as long as its original
    score = round(shared.dice * (0.7 + 0.3 * ratio), 4)
    if one_speaker and ratio >= 0.4 and score >= MAYBE and shared.n:
        return score, "translation", shared.n
    return (round(small * 0.7, 4), "partial", shared.n) if one_speaker and ratio < 0.6 and small >= SHORTER and shared.n >= 5 else None


def _is_one(a: str | None, b: str | None) -> bool:
    """Whether two speakers may be one: nobody knows of one of them, or both are."""
    return a is None or b is None or a == b


def edges(texts: Texts, a: Sequence[int], b: Sequence[int]) -> list[Edge]:
    """The scored pairs that may be one statement, each text with the best that the other's language has for it.

    a, b: the numbers of the texts that are compared, pair by pair, smaller first, no pair twice.
    """
    scored = _scored(texts, a, b, range(len(a)))
    n_rivals = _rivals(texts, a, b)
    found = _standing(texts, scored.values(), n_rivals)
    # what sure translations teach is read into the texts, whose pairs are then judged again
    sure = [e for e in found if e.relation == "translation" and e.score >= SURE]
    of = components((unit for e in sure for unit in (e.a, e.b)), [(e.a, e.b) for e in found if e.relation != "partial"])
    best = sorted(sure, key=lambda e: (-e.score, e.a, e.b))
    known = taught(dict(enumerate(texts.wordings)), learn((str(of[e.a]), texts.wordings[e.a], texts.wordings[e.b]) for e in best))
    if not known:
        return found
    concerned = [n for n, (i, j) in enumerate(zip(a, b, strict=True)) if i in known and j in known and texts.lang[i] != texts.lang[j]]
    again = texts.with_wordings(known)
    judged_again = set(concerned)
    kept = {n: edge for n, edge in scored.items() if n not in judged_again}
    return _standing(again, [*kept.values(), *_scored(again, a, b, concerned).values()], n_rivals)


def _scored(texts: Texts, a: Sequence[int], b: Sequence[int], which: Iterable[int]) -> dict[int, Edge]:
    """The scores of these pairs; a pair that is not one statement is left out."""
    rare = Weights(texts.rare)
    bounds = Bounds(texts.wordings, rare)
    out = {}
    for n in which:
        result = _compare(texts, a[n], b[n], bounds, rare)
        if result is not None:
            out[n] = Edge(a[n], b[n], *result)
    return out


def _rivals(texts: Texts, a: Sequence[int], b: Sequence[int]) -> Sequence[int]:
    """With how many texts of each language a text is compared, by number of the text times languages plus language."""
    lang = np.asarray(texts.lang, dtype=np.int64)
    out = np.zeros(len(lang) * texts.n_langs, dtype=np.int64)
    sides = [np.asarray(side, dtype=np.int64) for side in (a, b)]
    for one, other in (sides, sides[::-1]):
        out += np.bincount(one * texts.n_langs + lang[other], minlength=len(out))
    counts: list[int] = out.tolist()
    return counts


def _standing(texts: Texts, scored: Iterable[Edge], n_rivals: Sequence[int]) -> list[Edge]:
    """The scored pairs that hold beside their rivals."""
    scored = list(scored)
    best: dict[int, tuple[float, float]] = {}  # the two best scores that a text reaches with texts of a language
    for e in scored:
        for key in _sides(texts, e):
            first, second = best.get(key, (0.0, 0.0))
            if e.score > second:
                best[key] = (e.score, first) if e.score > first else (first, e.score)

    def threshold(e: Edge) -> float:
        first, second = texts.spoken.get(e.a), texts.spoken.get(e.b)
        near = first is not None and second is not None and abs((first - second).days) <= 2
        long = min(len(texts.wordings[e.a].items), len(texts.wordings[e.b].items)) >= 4
        return SPOKEN if near and e.n >= 2 and long else TRANSLATED

    def holds(e: Edge) -> bool:
        if e.relation in ("identical", "near_duplicate"):
            return True
        left, right = _sides(texts, e)
        (first_a, second_a), (first_b, second_b) = best[left], best[right]
        if e.score < FIT * max(first_a, first_b):
            return False
        if e.relation == "partial" or e.score >= threshold(e):
            return True
        # a weak likeness counts only where there was a choice, and it was clear
        choice = n_rivals[left] + n_rivals[right] >= 4
        return e.n >= 2 and choice and e.score == first_a == first_b and e.score >= CLEAR * max(second_a, second_b)

    return [e for e in scored if holds(e)]


def _sides(texts: Texts, e: Edge) -> tuple[int, int]:
    return e.a * texts.n_langs + texts.lang[e.b], e.b * texts.n_langs + texts.lang[e.a]


def group(units: pd.DataFrame, wordings: Sequence[Wording], pairs: pd.DataFrame, judged: Judged = NOTHING) -> pd.DataFrame:
    """Utterances in their statements.

    units: article_id, utterance_no, speaker_entity_id, published_on, start, is_direct, ordered by the first two. wordings: of each of them.
    pairs: a, b: the places in `units` of those that are compared, smaller first. judged: utterances (article_id, utterance_no) that users
    call one statement, or two: these are joined before all others, and nothing joins those.
    Returns article_id, utterance_no, quote_group_id, relation, is_anchor: every unit once.
    """
    found_units: list[Unit] = []
    speakers: list[str | None] = []
    age: list[tuple[date, int]] = []
    start: list[int] = []
    spoken: dict[int, date | None] = {}
    columns = ("article_id", "utterance_no", "speaker_entity_id", "published_on", "start", "is_direct")
    for n, (article, number, speaker, day, offset, is_direct) in enumerate(rows(units, *columns)):
        if is_direct:
            spoken[n] = day
        found_units.append((article, int(number)))
        speakers.append(speaker)
        age.append((day or _LAST, n))
        start.append(int(offset))
    a, b = (pairs[side].to_numpy(dtype="int64").tolist() for side in ("a", "b"))
    found = edges(Texts(wordings, speakers, spoken), a, b)
    relation_of = {(e.a, e.b): e.relation for e in found}
    judged = judged.among(found_units)
    told = sorted(judged.one)

    def may_join(left: Sequence[int], right: Sequence[int]) -> bool:
        if (tie := judged.tie(left, right)) is not None:
            return tie
        for x in left:
            for y in right:
                one, other = found_units[x], found_units[y]
                if one[0] != other[0] or relation_of.get((min(x, y), max(x, y))) == "identical":
                    continue
                if not (abs(one[1] - other[1]) == 1 and speakers[x] == speakers[y]):
                    return False
        return True

    scored = [(CERTAIN, i, j) for i, j in told] + [(e.score, e.a, e.b) for e in found]
    of = agglomerate(range(len(found_units)), scored, may_join)
    members: dict[int, list[int]] = defaultdict(list)
    for n, root in of.items():
        members[root].append(n)
    relation = _relations(found, told, of)
    out = []
    for people in members.values():
        anchor = min(people, key=lambda n: age[n])
        article, number = found_units[anchor]
        key = row_id("qg", article, start[anchor], number)
        out += [(*found_units[n], key, relation.get(n, "single"), n == anchor) for n in people]
    frame = pd.DataFrame(out, columns=["article_id", "utterance_no", "quote_group_id", "relation", "is_anchor"])
    return frame.sort_values(["article_id", "utterance_no"], ignore_index=True)


def _relations(found: Sequence[Edge], told: Sequence[tuple[int, int]], of: Mapping[int, int]) -> dict[int, str]:
    """How each utterance relates to others of its group, by the best of its pairs; a user's word where its words say nothing."""
    best: dict[int, tuple[float, int, str]] = {unit: (0.0, _STRENGTH[USER], USER) for pair in told for unit in pair}
    for e in found:
        if of[e.a] == of[e.b]:
            mark = (e.score, _STRENGTH[e.relation], e.relation)
            for unit in (e.a, e.b):
                best[unit] = max(best.get(unit, mark), mark)
    return {unit: relation for unit, (_, _, relation) in best.items()}
