"""The verifier of quotes: who said what, as a model tells it, is found in the text word for word, or dropped and counted. Pure.

A model may invent words, mend them, put them into another's mouth, or name someone of whom the article does not speak. What is left has
words that stand in one kept line and a speaker whose words stand in the kept text outside of them; nothing overlaps another quote of the
same model. Who is meant by the speaker's words, and what becomes of quotes that rules know already, is decided on the floor
(`pipeline.annotate.quoting.proposed`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.model import Article
from pipeline.models.spans import AnchoredQuote, Claim, Fault, is_share
from pipeline.models.wording import Wording

MAX_CLAIMS = 2000  # of an article: more than any has statements
_LONGEST_NAME = 200  # characters of the words for a speaker
_LONGEST_CUE = 60
_KINDS = frozenset({"direct", "mixed", "indirect"})
_Place = tuple[int, int]


class VerifiedQuotes(NamedTuple):
    """Quotes in text order, and how many claims were dropped for which reason."""

    quotes: tuple[AnchoredQuote, ...]
    dropped: Counter[str]


def verify_quotes(article: Article, floor: str, proposed: object, *, score: float, min_score: float) -> VerifiedQuotes:
    """Anchor what a model claims for a floor. `score`: what a claim without one gets, and the most that any gets (models overrate
    themselves). Never raises, whatever was proposed.

    Reasons: those of `Fault`; too_many, not_a_claim, other_floor, unknown_kind, bad_score, low_score, empty, no_speaker; other_text,
    dropped_line, across_lines (the words of the quote stand not, not in a kept line, not in one line); other_speaker, speaker_inside (the
    speaker's words stand not, or only in the quote); duplicate, overlap.
    """
    dropped: Counter[str] = Counter()
    wording: Wording | None = None
    good: list[AnchoredQuote] = []
    taken_places: set[_Place] = set()
    for n, claim in enumerate(proposed if isinstance(proposed, Iterable) else (proposed,)):
        reason = _unfit(claim, floor, score, min_score) if n < MAX_CLAIMS else "too_many"
        if reason:
            dropped[reason] += 1
            continue
        assert isinstance(claim, Claim)
        wording = wording or Wording(article)
        found = _anchored(article, wording, claim, score, taken_places)
        if isinstance(found, str):
            dropped[found] += 1
        else:
            good.append(found)
            taken_places.add((found.start, found.end))
    taken: list[AnchoredQuote] = []
    for quote in sorted(good, key=lambda q: (q.start - q.end, -q.score, q.start, q.statement)):
        at = bisect_right(taken, quote.start, key=lambda q: q.start)
        before, behind = taken[at - 1] if at else None, taken[at] if at < len(taken) else None
        if before is not None and (before.start, before.end) == (quote.start, quote.end):
            dropped["duplicate"] += 1
        elif (before is not None and before.end > quote.start) or (behind is not None and behind.start < quote.end):
            dropped["overlap"] += 1
        else:
            taken.insert(at, quote)
    return VerifiedQuotes(tuple(taken), dropped)


def _unfit(claim: object, floor: str, score: float, min_score: float) -> str:
    """Why a claim is none, before the text is looked at; "" where it is one."""
    if isinstance(claim, Fault):
        return claim.reason
    if not isinstance(claim, Claim) or not isinstance(claim.quote, str):
        return "not_a_claim"
    if claim.floor != floor:
        return "other_floor"
    if claim.kind not in _KINDS:
        return "unknown_kind"
    told = score if claim.score is None else claim.score
    if not is_share(told):
        return "bad_score"
    if told < min_score:
        return "low_score"
    if not any(c.isalnum() for c in claim.quote):
        return "empty"
    speaker = claim.speaker
    return "" if isinstance(speaker, str) and any(c.isalpha() for c in speaker) and len(speaker) <= _LONGEST_NAME else "no_speaker"


def _anchored(article: Article, wording: Wording, claim: Claim, most: float, taken: set[_Place]) -> AnchoredQuote | str:
    """The claim with its places, or why it has none."""
    places = wording.places(claim.quote)
    if not places:
        if wording.across(claim.quote):
            return "across_lines"
        return "dropped_line" if claim.quote.strip() in article.text else "other_text"
    names = wording.places(claim.speaker or "")
    if not names:
        return "other_speaker"
    start, end = min(
        places, key=lambda p: (p in taken, not _within(p, claim.near), min(apart(p, n) for n in names) if len(places) > 1 else 0, p)
    )
    speakers = _around(names, (start, end))
    if not speakers:
        return "speaker_inside"
    cues = [p for p in _around(_short(wording, claim.cue, _LONGEST_CUE), (start, end)) if wording.line(p[0]) == wording.line(start)]
    told = most if claim.score is None else min(float(claim.score), most)
    return AnchoredQuote(
        start=start,
        end=end,
        kind=claim.kind,
        cue=cues[0] if cues else None,
        speakers=speakers,
        relays=_around(_short(wording, claim.relayed_by, _LONGEST_NAME), (start, end)),
        statement=claim.statement,
        score=round(told, 3),
        floor=claim.floor,
        model=claim.model,
    )


def _short(wording: Wording, words: str | None, longest: int) -> list[_Place]:
    is_one = isinstance(words, str) and len(words) <= longest and any(c.isalpha() for c in words)
    return wording.places(words) if is_one and words else []


def _around(places: list[_Place], quote: _Place) -> tuple[_Place, ...]:
    """The places outside of a quote, the nearest first; of two as near, the one before it."""
    return tuple(sorted((p for p in places if apart(p, quote) >= 0), key=lambda p: (apart(p, quote), p)))


def _within(place: _Place, paragraph: _Place | None) -> bool:
    return paragraph is not None and paragraph[0] <= place[0] and place[1] <= paragraph[1]


def apart(place: _Place, other: _Place) -> int:
    """Characters between two places; below 0 where they overlap."""
    return max(place[0] - other[1], other[0] - place[1])
