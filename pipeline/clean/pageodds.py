"""How likely each line of a page is article text: trees over what the markup says, and over what other readings keep.

Pages read in full have readings, others have none: each kind has trees of its own, `trees_page_full.json` and
`trees_page_fast.json` beside this file, grown by `train_pages` from English pages (Web Content Extraction Benchmark, CC BY
4.0, © 2026 Murrough Foley); no text of theirs is in the product. The trees of full pages see four readings: three of kept
extractors, and our own of the lines as plain text (`likelihood`), with no markup; and no other measure of the text: markup and
agreement carry over to other languages, and words of English pages would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from pipeline.clean.likelihood import Odds, Weights, judged, weights
from pipeline.clean.measures import Ints, Measures
from pipeline.clean.overlap import stems_of
from pipeline.clean.pagecolumns import gap_columns, line_columns, markup_columns, reading_columns, text_columns
from pipeline.clean.surroundings import Columns, pages_of
from pipeline.clean.table import steady_of
from pipeline.clean.trees import load
from pipeline.model import LineHint

_HEADING = 1000  # thousandths of log-odds
_CERTAIN = 6000  # … of a line in a part that the source keeps
Kind = Literal["text", "fast", "full"]
FULL, FAST = (Path(__file__).parent / f"trees_page_{kind}.json" for kind in ("full", "fast"))


def kind_of(hints: Sequence[LineHint | None]) -> Kind:
    """Which trees a document's lines need: hints come for all of its lines or for none, and so do readings."""
    if not hints or any(hint is None for hint in hints):
        return "text"
    return "full" if all(hint is not None and hint.readings for hint in hints) else "fast"


def page_odds(m: Measures, hints: Sequence[LineHint], numbers: Sequence[int], langs: Sequence[str]) -> Odds:
    """The odds of all lines of a batch of pages of one kind; a hint and a number for each line. `langs`: the language of each
    document, by its number. Pages state their titles; where one does not, it is the first heading."""
    trees = load(FULL if kind_of(hints) == "full" else FAST)
    is_heading = np.array([hint.tag == "h1" for hint in hints], np.bool_)
    title: Ints = np.where(is_heading, _HEADING, -_HEADING).astype(np.int64)
    is_chosen = np.array([hint.is_chosen for hint in hints], np.bool_)
    article: Ints = np.where(is_chosen, _CERTAIN, trees.odds(page_columns(m, hints, numbers, langs, weights())))
    return Odds(article, title, np.zeros(len(hints), np.float32))


def page_columns(m: Measures, hints: Sequence[LineHint], numbers: Sequence[int], langs: Sequence[str], text: Weights) -> Columns:
    """What the trees of a page see. `text`: the weights by which the lines of a page that is read in full are read as plain text."""
    p = pages_of(m.document)
    if kind_of(hints) != "full":
        return markup_columns(hints) | line_columns(m, p) | gap_columns(numbers, p)
    s = stems_of(m)
    odds, _ = judged(m, s, p, steady_of(m, s, p, langs), text)
    return markup_columns(hints) | reading_columns(hints, m.size, p) | text_columns(m, p, odds)
