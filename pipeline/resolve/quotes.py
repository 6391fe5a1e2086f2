"""Statements: the same words of the same speaker, in however many articles and languages.

Here is decided which utterances are one statement and how each relates to the others. The unit is the utterance (all
its segments); which utterances are compared is a join in SQL (sql/corpus/quote_pairs.sql), what two texts share is `wording.py`.

Rules: what users call one statement is one, and what they call two is two; equal words are one statement; nearly equal words too, also
under two speakers (who is then disputed); a part of a longer statement and a translation only under one speaker. A text joins the best
partner that a language has for it, so that five statements of one minister in three languages stay five.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipeline.resolve.bounds import Bounds
from pipeline.resolve.frames import rows
from pipeline.resolve.groups import CERTAIN, NOTHING, Judged, agglomerate, components
from pipeline.resolve.ids import row_id
from pipeline.resolve.learnt import learn, taught
from pipeline.resolve.likeness import Weights, overlap, rarity
from pipeline.resolve.wording import Wording, read

Unit = tuple[str, int]  # article_id, utterance_no
SHINGLE = 6  # words
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


@dataclass(frozen=True, slots=True)
class Edge:
    a: Unit
    b: Unit
    score: float
    relation: str
    n: int  # words that the two share


def read_units(units: pd.DataFrame, inside: pd.DataFrame) -> dict[Unit, Wording]:
    """The wordings of the utterances. units: article_id, utterance_no, text, lang. inside: article_id, utterance_no, start, end, entity_id
    of the mentions in each, offsets in its text."""
    marks: dict[Unit, list[tuple[int, int, str]]] = defaultdict(list)
    for article, number, start, end, entity in rows(inside, "article_id", "utterance_no", "start", "end", "entity_id"):
        marks[article, int(number)].append((int(start), int(end), entity))
    return {
        (article, int(number)): read(text, lang, marks.get((article, int(number)), ()))
        for article, number, text, lang in rows(units, "article_id", "utterance_no", "text", "lang")
    }


def shingles(wordings: Mapping[Unit, Wording]) -> pd.DataFrame:
    """Runs of six words (the whole text where it is shorter): article_id, utterance_no, shingle. Texts that share one are compared."""
    found = []
    for (article, number), wording in wordings.items():
        words = wording.folded.split(" ")
        if len(words) < 3:
            continue
        runs = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
        found += [(article, number, run) for run in sorted(runs)]
    frame = pd.DataFrame(found, columns=["article_id", "utterance_no", "shingle"])
    return frame.astype({"article_id": "str", "utterance_no": "int64", "shingle": "str"})


def _compare(a: Wording, b: Wording, one_speaker: bool, rare: Weights, bounds: Bounds) -> tuple[float, str, int] | None:
    """Score, relation and number of shared words of two texts that may be one statement."""
    if a.folded == b.folded and a.lang == b.lang:
        return (1.0, "identical", len(a.items)) if one_speaker or a.folded.count(" ") >= 3 else None
    size_a, size_b = len(a.items), len(b.items)
    if not size_a or not size_b:
        return None
    ratio = min(size_a, size_b) / max(size_a, size_b)
    most, most_of_one = bounds.shares(a, b)
    if most < (NEAR if a.lang == b.lang else MAYBE) and most_of_one < (PART if a.lang == b.lang else SHORTER):
        return None
    shared = overlap(a, b, rare)
    small = shared.of_a if size_a <= size_b else shared.of_b
    if a.lang == b.lang:
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


def edges(
    wordings: Mapping[Unit, Wording],
    speakers: Mapping[Unit, str | None],
    pairs: Sequence[tuple[Unit, Unit]],
    spoken: Mapping[Unit, date | None] | None = None,
) -> list[Edge]:
    """The scored pairs that may be one statement, each text with the best that the other's language has for it.

    spoken: direct quotations with their day, where it is known.
    """
    scored = _scored(wordings, speakers, pairs)
    found = _standing(pairs, scored, wordings, spoken or {})
    # what sure translations teach is read into the texts, whose pairs are then judged again
    sure = [e for e in found if e.relation == "translation" and e.score >= SURE]
    of = components((unit for e in sure for unit in (e.a, e.b)), [(e.a, e.b) for e in found if e.relation != "partial"])
    best = sorted(sure, key=lambda e: (-e.score, e.a, e.b))
    known = taught(wordings, learn((repr(of[e.a]), wordings[e.a], wordings[e.b]) for e in best))
    if not known:
        return found
    again = {**wordings, **known}
    concerned = [(a, b) for a, b in pairs if a in known and b in known and wordings[a].lang != wordings[b].lang]
    fresh = dict(zip(concerned, _scored(again, speakers, concerned, wordings), strict=True))
    return _standing(pairs, [fresh.get(pair, old) for pair, old in zip(pairs, scored, strict=True)], again, spoken or {})


def _scored(
    wordings: Mapping[Unit, Wording],
    speakers: Mapping[Unit, str | None],
    pairs: Sequence[tuple[Unit, Unit]],
    whole: Mapping[Unit, Wording] | None = None,
) -> list[Edge | None]:
    """The pairs with their scores, in their order; None where they are not one statement. whole: the texts that tell how rare a word is."""
    rare = Weights(rarity((whole or wordings).values()))
    bounds = Bounds(rare)
    out: list[Edge | None] = []
    for a, b in pairs:
        one_speaker = speakers[a] is None or speakers[b] is None or speakers[a] == speakers[b]
        result = _compare(wordings[a], wordings[b], one_speaker, rare, bounds)
        out.append(Edge(a, b, *result) if result is not None else None)
    return out


def _standing(
    pairs: Sequence[tuple[Unit, Unit]],
    scored: Sequence[Edge | None],
    wordings: Mapping[Unit, Wording],
    days: Mapping[Unit, date | None],
) -> list[Edge]:
    """The scored pairs that hold beside their rivals."""
    rivals: dict[tuple[Unit, str], list[float]] = defaultdict(list)  # what a text scores with each text of a language
    for (a, b), edge in zip(pairs, scored, strict=True):
        score = edge.score if edge is not None else 0.0
        rivals[a, wordings[b].lang].append(score)
        rivals[b, wordings[a].lang].append(score)
    for scores in rivals.values():
        scores.sort(reverse=True)

    def threshold(e: Edge) -> float:
        first, second = days.get(e.a), days.get(e.b)
        near = first is not None and second is not None and abs((first - second).days) <= 2
        return SPOKEN if near and e.n >= 2 and min(len(wordings[e.a].items), len(wordings[e.b].items)) >= 4 else TRANSLATED

    found = [e for e in scored if e is not None]
    return [e for e in found if _stands(e, rivals[e.a, wordings[e.b].lang], rivals[e.b, wordings[e.a].lang], threshold(e))]


def _stands(edge: Edge, of_a: Sequence[float], of_b: Sequence[float], enough: float) -> bool:
    """Whether a pair holds beside what either text scores with the other's rivals (best first)."""
    if edge.relation in ("identical", "near_duplicate"):
        return True
    if edge.score < FIT * max(of_a[0], of_b[0]):
        return False
    if edge.relation == "partial" or edge.score >= enough:
        return True
    # a weak likeness counts only where there was a choice, and it was clear
    second = max([*of_a[1:2], *of_b[1:2], 0.0])
    return edge.n >= 2 and len(of_a) + len(of_b) >= 4 and edge.score == of_a[0] == of_b[0] and edge.score >= CLEAR * second


def group(units: pd.DataFrame, wordings: Mapping[Unit, Wording], pairs: pd.DataFrame, judged: Judged = NOTHING) -> pd.DataFrame:
    """Utterances in their statements.

    units: article_id, utterance_no, speaker_entity_id, published_on, start, is_direct.
    pairs: article_a, utterance_a, article_b, utterance_b. judged: utterances that users call one statement, or two: these are joined before
    all others, and nothing joins those.
    Returns article_id, utterance_no, quote_group_id, relation, is_anchor: every unit once.
    """
    speakers: dict[Unit, str | None] = {}
    age: dict[Unit, tuple[date, str, int]] = {}
    start: dict[Unit, int] = {}
    spoken: dict[Unit, date | None] = {}
    columns = ("article_id", "utterance_no", "speaker_entity_id", "published_on", "start", "is_direct")
    for article, number, speaker, day, offset, is_direct in rows(units, *columns):
        unit = (article, int(number))
        if is_direct:
            spoken[unit] = day
        speakers[unit], age[unit], start[unit] = speaker, (day or _LAST, *unit), int(offset)
    named = ("article_a", "utterance_a", "article_b", "utterance_b")
    found = edges(wordings, speakers, [((a, int(i)), (b, int(j))) for a, i, b, j in rows(pairs, *named)], spoken)
    kind = {frozenset((e.a, e.b)): e for e in found}
    told = [(a, b) for a, b in sorted(judged.one) if a in age and b in age]

    def may_join(a: Sequence[Unit], b: Sequence[Unit]) -> bool:
        if (tie := judged.tie(a, b)) is not None:
            return tie
        for x in a:
            for y in b:
                if x[0] != y[0]:
                    continue
                edge = kind.get(frozenset((x, y)))
                if not (edge and edge.relation == "identical") and not (abs(x[1] - y[1]) == 1 and speakers[x] == speakers[y]):
                    return False
        return True

    of = agglomerate(age, [*((CERTAIN, a, b) for a, b in told), *((e.score, e.a, e.b) for e in found)], may_join)
    members: dict[Unit, list[Unit]] = defaultdict(list)
    for unit, root in of.items():
        members[root].append(unit)
    relation = _relations(found, told, of)
    out = []
    for people in members.values():
        anchor = min(people, key=lambda u: age[u])
        key = row_id("qg", anchor[0], start[anchor], anchor[1])
        out += [(*u, key, relation.get(u, "single"), u == anchor) for u in people]
    frame = pd.DataFrame(out, columns=["article_id", "utterance_no", "quote_group_id", "relation", "is_anchor"])
    return frame.sort_values(["article_id", "utterance_no"], ignore_index=True)


def _relations(found: Sequence[Edge], told: Sequence[tuple[Unit, Unit]], of: Mapping[Unit, Unit]) -> dict[Unit, str]:
    """How each utterance relates to others of its group, by the best of its pairs; a user's word where its words say nothing."""
    best: dict[Unit, tuple[float, int, str]] = {unit: (0.0, _STRENGTH[USER], USER) for pair in told for unit in pair}
    for e in found:
        if of[e.a] == of[e.b]:
            mark = (e.score, _STRENGTH[e.relation], e.relation)
            for unit in (e.a, e.b):
                best[unit] = max(best.get(unit, mark), mark)
    return {unit: relation for unit, (_, _, relation) in best.items()}
