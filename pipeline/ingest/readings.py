"""Readings: what other extractors take for the article, as verdicts on our own lines. No text is taken from them.

Three readings share the one lxml parse from which our lines come: trafilatura's own extractor in precision mode, the
readability it carries, and jusText's classification, which is run over our lines as they are. A reading's text is cut into
runs of four tokens (eight characters where words are not spaced); a line is held by a reading as far as its runs stand in it.
A line too short for a run is held where its tokens stand in the reading between what its neighbours have there.

trafilatura is imported here and nowhere else, and only when a page is read in full: it costs half a second.
How the readings are weighed against each other and against the text is decided in `clean`.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from typing import Any

from lxml import etree, html

from pipeline.model import LineHint

NAMES = ("extractor", "readability", "justext")
_WIDE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_TOKEN = re.compile(r"\w+")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RUN, _WIDE_RUN = 4, 8
_AROUND = 60  # tokens of a reading in which a short line is looked for
_MAX_TOKENS = 400_000
_FEW_ELEMENTS = 1_000  # a parser goes no deeper than 256
_MAX_DEPTHS = 600_000  # ten times what large news pages have
_LEAST_PARAGRAPH = 25  # letters
_LEAST_WORDS = 40  # of a summary that is taken as it is


def read(tree: html.HtmlElement, lines: Sequence[str], hints: Sequence[LineHint]) -> list[tuple[float, ...]]:
    """For each line the share of it that each reading of NAMES keeps; nothing for a page so large or deep that the extractors
    would take minutes. `tree` is changed."""
    if not _is_bearable(tree):
        return [()] * len(lines)
    texts = _texts(tree)
    tokens = tokens_of(lines)
    columns = [held(tokens, [text]) for text in texts]
    columns.append(_justext(lines, hints))
    return [tuple(round(value, 2) for value in row) for row in zip(*columns, strict=True)]


def _is_bearable(tree: html.HtmlElement) -> bool:
    """Extractors walk from elements up and down again: what they cost grows with the sum of all depths."""
    if sum(1 for _ in tree.iter()) <= _FEW_ELEMENTS:
        return True
    depth = total = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth
        if total > _MAX_DEPTHS:
            return False
    return True


def _texts(tree: html.HtmlElement) -> list[str]:
    """What the extractors take for the article: empty where one fails, for a page that one stumbles over is for the
    others to tell."""
    from trafilatura import htmlprocessing, main_extractor, settings, xpaths  # noqa: PLC0415

    _be_quiet()
    options = settings.Extractor(precision=True, comments=False)
    prune = htmlprocessing.prune_unwanted_nodes
    prune(tree, xpaths.RAW_TREE_PRUNE_XPATH)
    prune(tree, xpaths.REMOVE_COMMENTS_AND_LISTS_XPATH)
    try:
        cleaned = htmlprocessing.tree_cleaning(copy(tree), options)
    except ValueError:  # lxml reads control characters, but refuses to be given what it has read
        _drop_controls(tree)
        cleaned = htmlprocessing.tree_cleaning(copy(tree), options)

    def extractor() -> Any:
        converted = prune(htmlprocessing.convert_tags(cleaned, options, None), xpaths.REMOVE_COMMENTS_XPATH)
        return main_extractor.extract_content(converted, options)[0]

    def readability() -> Any:
        return _readability(tree)

    return [_text(extractor), _text(readability)]


def _drop_controls(tree: html.HtmlElement) -> None:
    """Take out of the texts what no XML may hold."""
    for element in tree.iter():
        if element.text and isinstance(element.tag, str):
            element.text = _NO_XML.sub("", element.text)
        if element.tail:
            element.tail = _NO_XML.sub("", element.tail)


def _readability(tree: html.HtmlElement) -> Any:
    """The summary of readability; where that is next to nothing, one without its strictest step, as Arc90's does it."""
    from trafilatura.readability_lxml import Document  # noqa: PLC0415

    class Mild(Document):
        __slots__ = ()

        def remove_unlikely_candidates(self) -> None:
            return

    summary = None
    for kind in (Document, Mild):
        try:
            summary = html.document_fromstring(kind(copy(tree), _LEAST_PARAGRAPH).summary())
        except etree.ParserError:  # nothing is left
            continue
        if len("".join(summary.itertext()).split()) >= _LEAST_WORDS:
            break
    return summary


def _text(reading: Callable[[], Any]) -> str:
    try:
        return "\n".join(reading().itertext())
    except Exception:  # whatever a library makes of a broken page, the page has other readings
        return ""


@lru_cache(maxsize=1)
def _be_quiet() -> None:
    """What trafilatura cannot read, it logs; here an empty reading tells the same."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)


def tokens_of(lines: Sequence[str]) -> list[list[str]]:
    """The tokens of each line: words, or single characters of scripts that do not space them."""
    text = "\n".join(lines)
    if _WIDE.search(text):
        text = _WIDE.sub(r" \g<0> ", text)
    return [_TOKEN.findall(line.casefold()) for line in text.split("\n")]


def held(lines: Sequence[Sequence[str]], reading: Sequence[str]) -> list[float]:
    """For each line (its tokens) the share that stands in the reading, 0 … 1."""
    stream = [token for line in tokens_of(reading) for token in line][:_MAX_TOKENS]
    n_wide = sum(1 for token in stream if len(token) == 1 and _WIDE.match(token))
    n = _WIDE_RUN if n_wide * 2 > len(stream) else _RUN
    if not stream:
        return [0.0] * len(lines)
    first: dict[tuple[str, ...], int] = {}
    for at, run in enumerate(_runs(stream, n)):
        first.setdefault(run, at)
    shares, places = [0.0] * len(lines), [-1] * len(lines)
    for i, line in enumerate(lines):
        if len(line) >= n:
            found = [first[run] for run in _runs(line, n) if run in first]
            shares[i] = len(found) / (len(line) - n + 1)
            if shares[i] >= 0.5:
                places[i] = found[len(found) // 2]
    following = len(stream)
    after = [following] * len(lines)
    for i in range(len(lines) - 1, -1, -1):
        after[i] = following
        if places[i] >= 0:
            following = places[i]
    before = -1
    for i, line in enumerate(lines):
        if places[i] >= 0:
            before = places[i]
        elif line and len(line) < n and (before >= 0 or after[i] < len(stream)):
            shares[i] = float(_stands(line, stream, before, after[i]))
    return shares


def _runs(tokens: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[k:] for k in range(n)), strict=False)


def _stands(line: Sequence[str], stream: Sequence[str], before: int, after: int) -> bool:
    """Do the tokens of a short line stand in the stream behind `before` and in front of `after`, near to one of them?"""
    if before < 0:
        start, end = max(0, after - _AROUND), after + len(line)
    else:
        start, end = before, min(after + len(line), before + 6 * _AROUND) if after > before else before + 6 * _AROUND
    window = stream[start:end]
    line = list(line)
    return any(window[k : k + len(line)] == line for k in range(len(window) - len(line) + 1) if window[k] == line[0])


class _Paragraph:
    """One of our lines as jusText sees a paragraph."""

    def __init__(self, text: str, hint: LineHint) -> None:
        self.text = text
        self.dom_path = hint.tag
        self.is_heading = hint.tag in ("h1", "h2", "h3", "h4", "h5", "h6")
        self.chars_count_in_links = round(hint.link_share * len(text))
        self.class_type = self.cf_class = ""
        self.heading = False

    def __len__(self) -> int:
        return len(self.text)

    def stopwords_density(self, words: frozenset[str]) -> float:
        own = self.text.lower().split()
        return sum(word in words for word in own) / len(own) if own else 0.0

    def links_density(self) -> float:
        return self.chars_count_in_links / len(self.text) if self.text else 0.0


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    from justext.utils import get_stoplist, get_stoplists  # noqa: PLC0415

    return frozenset(word.lower() for language in get_stoplists() for word in get_stoplist(language))


def _justext(lines: Sequence[str], hints: Sequence[LineHint]) -> list[float]:
    """1 for lines that jusText calls good, ½ for those that are good by themselves only or by their neighbours only."""
    from justext.core import classify_paragraphs, revise_paragraph_classification  # noqa: PLC0415

    paragraphs = [_Paragraph(text, hint) for text, hint in zip(lines, hints, strict=True)]
    classify_paragraphs(paragraphs, _stop_words(), 50, 150, 0.1, 0.2, 0.25, True)
    revise_paragraph_classification(paragraphs, 150)
    return [1.0 if p.class_type == "good" else 0.5 if p.cf_class in ("good", "neargood") else 0.0 for p in paragraphs]
