"""What a line says by itself: nothing, a phrase of chrome, a stamp, the name of its writer, a place in the source's profile.

`said_of` looks at one line; `settle` at the lines of a document, with what its markup and its source's profile say of them.
Lines that stay open are weighed in `verdicts`, with their neighbours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.clean import asks as rooms
from pipeline.clean import markup
from pipeline.clean.bylines import byline_of
from pipeline.clean.captions import is_caption, is_owned
from pipeline.clean.chrome import Phrase, chrome_of
from pipeline.clean.lines import RawLine, line_key
from pipeline.clean.measures import CODES
from pipeline.clean.quiet import heard
from pipeline.clean.shapes import Shape
from pipeline.clean.stamps import Stamp, stamp_of
from pipeline.clean.titles import same_title
from pipeline.clean.words import MAX, Words, words_of
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
_OWNED = Said(Verdict("caption", "The line tells whose a picture is.", 0.95, "caption_owner"), sign=CODES["caption"])
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
    return _NOTHING if len(text) > MAX else _said(text, number, lang, words_of(text), rooms.ALL)


def _said(text: str, number: int, lang: str, words: Words, asks: int) -> Said:
    phrase = chrome_of(text, words, asks) if asks & rooms.PHRASE else None
    if phrase is not None:
        said = _said_by(phrase)
        return said._replace(stamp=stamp_of(text, number, lang, words)) if phrase.role == "date_stamp" else said
    stamp = stamp_of(text, number, lang, words) if asks & rooms.STAMP else None
    if stamp is not None and stamp.place is not None:
        verdict = Verdict("dateline", "A place and a day: where and when the report was written.", 0.8, "dateline")
        return Said(verdict, stamp, sign=CODES["dateline"])
    if stamp is not None:
        verdict = Verdict("date_stamp", "The line says when the article appeared or was changed.", 0.95, "date_stamp")
        return Said(verdict, stamp, sign=CODES["date_stamp"])
    byline = byline_of(text, words) if asks & rooms.BYLINE else None
    if byline is not None:
        return Said(byline=byline, sign=CODES["byline"])
    if not asks & rooms.CAPTION:
        return _NOTHING
    return _OWNED if is_owned(text) else _CAPTIONED if is_caption(text) else _NOTHING


@lru_cache(maxsize=4096)
def _said_by(phrase: Phrase) -> Said:
    return Said(Verdict(phrase.role, f"“{phrase.text}”: {_REASONS[phrase.role]}.", 0.95, phrase.rule_id), sign=CODES[phrase.role])


def said_of_all(documents: Sequence[Sequence[RawLine]], langs: Sequence[str]) -> list[tuple[Said, ...]]:
    """`said_of` for the lines of documents, of a blank one nothing. A line is asked once a batch and language: what a site says
    stands on each of its pages. `langs`: one a document."""
    known: dict[str, dict[str, Said]] = {lang: {} for lang in langs}
    for lines, lang in zip(documents, langs, strict=True):
        known[lang].update(dict.fromkeys([line.text for line in lines if 0 < len(line.text) <= MAX], _NOTHING))
    for lang, says in known.items():
        says.update((text, _said(text, 0, lang, words, asks)) for text, words, asks in heard(list(says), lang))
    return [_on_lines(lines, known[lang]) for lines, lang in zip(documents, langs, strict=True)]


def _on_lines(lines: Sequence[RawLine], known: Mapping[str, Said]) -> tuple[Said, ...]:
    """What each line says; a stamp knows its line."""
    found = [known.get(line.text, _NOTHING) for line in lines]
    return tuple(
        [
            said if said.stamp is None else said._replace(stamp=replace(said.stamp, line_no=line.number))
            for line, said in zip(lines, found, strict=True)
        ]
    )


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
