"""Who left out which sentence of a statement: its reports compared, sentence by sentence, across languages. Pure.

The fullest report is the measure. A sentence of it counts as carried where enough of its words, or their translations by the lexicon, stand
in another report; where too little can be compared, the answer is None rather than a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.resolve.likeness import overlap
from pipeline.resolve.wording import read
from pipeline.text import tokenise

_SAME, _TRANSLATED = 0.5, 0.2  # share of a sentence's weight that another report has, in its own language and in another
_WORDS = 3  # that a sentence must have to be compared
_SENTENCES, _REPORTS = 12, 60


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a statement: its words (segments in order), language and what it is called by."""

    key: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the fullest report, and by report whether it is there (None: it cannot be told)."""

    text: str
    carried: dict[str, bool | None]


def sentences(text: str) -> list[str]:
    """The sentences of a statement as they stand."""
    tokens = tokenise(text)
    if not len(tokens):
        return []
    starts = [tokens.start[tokens.sentence_bounds(n)[0]] for n in range(tokens.sentence[-1] + 1)]
    return [text[low:high].strip() for low, high in zip(starts, [*starts[1:], len(text)], strict=True)]


def compared(reports: Sequence[Report]) -> tuple[str, list[Sentence]]:
    """The key of the fullest report, and its sentences; ("", []) where it has one sentence only, or stands alone. Fullest is the one with
    the most sentences, then the most characters, then the first."""
    reports = reports[:_REPORTS]
    if len(reports) < 2:
        return "", []
    cut = {report.key: sentences(report.text)[:_SENTENCES] for report in reports}
    fullest = max(reports, key=lambda r: (len(cut[r.key]), len(r.text)))
    if len(cut[fullest.key]) < 2:
        return "", []
    wordings = {report.key: read(report.text, report.lang) for report in reports}
    out = []
    for text in cut[fullest.key]:
        wording = read(text, fullest.lang)
        carried: dict[str, bool | None] = {}
        for report in reports:
            enough = _SAME if report.lang == fullest.lang else _TRANSLATED
            if report.key == fullest.key:
                carried[report.key] = True
            elif len(wording.items) < _WORDS:
                carried[report.key] = None
            else:
                carried[report.key] = overlap(wording, wordings[report.key]).of_a >= enough
        out.append(Sentence(text, carried))
    return fullest.key, out
