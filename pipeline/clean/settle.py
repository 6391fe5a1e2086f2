"""What a line says by itself: nothing, a phrase of chrome, a stamp, the name of its writer, a place in the source's profile.

`said_of` looks at one line; `settle` at the lines of a document, with what its markup and its source's profile say of them.
Lines that stay open are weighed in `verdicts`, with their neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.clean import markup
from pipeline.clean.bylines import byline_of
from pipeline.clean.captions import is_caption
from pipeline.clean.chrome import chrome_of
from pipeline.clean.lines import RawLine, line_key
from pipeline.clean.measures import CODES
from pipeline.clean.shapes import Shape
from pipeline.clean.stamps import Stamp, stamp_of
from pipeline.clean.titles import same_title
from pipeline.clean.words import MAX, words_of
from pipeline.model import LineRole, Profile


class Verdict(NamedTuple):
    """The role of one line, why, how sure that is, and by which rule."""

    role: LineRole
    reason: str
    score: float
    rule_id: str


class Said(NamedTuple):
    """What one line says of itself. `verdict` is None where it stays open. `sign`: its code of `measures.CODES`, 0 for none;
    a byline and the shape of a caption are signs that settle nothing."""

    verdict: Verdict | None = None
    stamp: Stamp | None = None
    byline: str | None = None
    sign: int = 0


BLANK = Verdict("blank", "The line is empty.", 1.0, "blank")
_NOTHING = Said()
_CAPTIONED = Said(sign=CODES["caption_shape"])
_ELSEWHERE = 1500  # thousandths of log-odds
_REASONS: dict[str, str] = {
    "share": "a button for sharing or following",
    "navigation": "a label of the site's navigation",
    "advert": "an advertisement or its label",
    "comment": "belongs to the comments",
    "notice": "a notice of the site to its readers",
    "caption": "the caption or credit of a picture",
    "credit": "names the source of the text",
    "related_headline": "points to another article",
    "date_stamp": "says when the article appeared or was changed",
}


def said_of(text: str, number: int, lang: str) -> Said:
    """What a line says of itself; `number` from 1, `lang` of its document."""
    if len(text) > MAX:
        return _NOTHING
    words = words_of(text)
    phrase = chrome_of(text, words)
    if phrase is not None:
        reason = f"“{phrase.text}”: {_REASONS[phrase.role]}."
        stamp = stamp_of(text, number, lang, words) if phrase.role == "date_stamp" else None
        return Said(Verdict(phrase.role, reason, 0.95, phrase.rule_id), stamp, sign=CODES[phrase.role])
    stamp = stamp_of(text, number, lang, words)
    if stamp is not None and stamp.place is not None:
        verdict = Verdict("dateline", "A place and a day: where and when the report was written.", 0.8, "dateline")
        return Said(verdict, stamp, sign=CODES["dateline"])
    if stamp is not None:
        verdict = Verdict("date_stamp", "The line says when the article appeared or was changed.", 0.95, "date_stamp")
        return Said(verdict, stamp, sign=CODES["date_stamp"])
    byline = byline_of(text, words)
    if byline is not None:
        return Said(byline=byline, sign=CODES["byline"])
    return _CAPTIONED if is_caption(text) else _NOTHING


def said_of_all(lines: Sequence[RawLine], lang: str, known: dict[tuple[str, str], Said]) -> tuple[Said, ...]:
    """`said_of` for the lines of a document; of a blank one nothing. `known`: what short lines of the batch said already,
    by text and language: what a site says stands on each of its pages. A stamp knows its line and is read anew."""
    out = []
    for line in lines:
        text = line.text
        if not text or len(text) > MAX:
            out.append(_NOTHING)
            continue
        key = (text, lang)
        said = known.get(key)
        if said is None:
            said = said_of(text, line.number, lang)
            if said.stamp is None:
                known[key] = said
        out.append(said)
    return tuple(out)


def settle(
    lines: Sequence[RawLine], shapes: Sequence[Shape], said: Sequence[Said], titles: Sequence[str], profile: Profile
) -> list[Verdict | None]:
    """A verdict for each line that needs no neighbours, None for the others. A line that equals a stated title is open."""
    out: list[Verdict | None] = []
    regions = markup.regions_of_article(shapes)
    for line, shape, own in zip(lines, shapes, said, strict=True):
        if line.is_blank:
            out.append(BLANK)
        elif titles and any(same_title(line.text, title) for title in titles):
            out.append(None)
        elif own.verdict is not None:
            out.append(own.verdict)
        else:
            marked = markup.settled(shape, regions)
            out.append(Verdict(marked[0], marked[1], 0.9, marked[2]) if marked is not None else _recurring(line, shape, profile))
    return out


def _recurring(line: RawLine, shape: Shape, profile: Profile) -> Verdict | None:
    if not profile.chrome or line_key(line.text) not in profile.chrome:
        return None
    role: LineRole = "navigation" if shape.size < 60 else "other"
    return Verdict(role, "The same line stands on other articles of this source.", 0.99, "source_profile")


def leaned(lines: Sequence[RawLine], odds: Sequence[int], profile: Profile) -> tuple[int, ...]:
    """The log-odds of lines, less where a line stands outside the prose of one or two other articles of the source: evidence
    that its own shape and neighbours may outweigh."""
    if not profile.elsewhere:
        return tuple(odds)
    return tuple(
        value - _ELSEWHERE if line.text and line_key(line.text) in profile.elsewhere else value
        for line, value in zip(lines, odds, strict=True)
    )
