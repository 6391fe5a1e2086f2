"""Words by which a site speaks of itself to its readers, and words of captions: how many of them a line holds.

Prose of a site (about a newsletter, about comments, about cookies) has the shape of prose; its vocabulary is another. The words
are data, `site_words` and `picture_words` in `chrome.toml` of each language; those of the document's own language count, for the
beginnings by which words are known here (`overlap`) say other things in other languages. What the trees learn of such words in
one language they know in all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pipeline.clean.measures import Floats, Measures, measure
from pipeline.clean.overlap import Keys, Stems, stems_of
from pipeline.clean.surroundings import Pages, running
from pipeline.languages import Pack, holding

KINDS = ("site", "picture")
_MOST = 8
_HALF = np.uint64(32)
_REACHES = (2, 5)


@lru_cache(maxsize=1)
def _known() -> tuple[dict[str, int], dict[str, Keys]]:
    """A number for each language that has words, from 1; for each kind its keys, number << 32 | stem, sorted."""
    numbers = {lang: n for n, lang in enumerate(holding("chrome"), 1)}
    keys: dict[str, Keys] = {}
    for kind in KINDS:
        own = [(n, word) for lang, n in numbers.items() for word in Pack(lang).toml("chrome").get(f"{kind}_words", ())]
        stems = stems_of(measure([word for _, word in own], [0] * len(own), [0] * len(own)))
        of_word = np.array([n for n, _ in own], np.uint64)
        keys[kind] = np.unique((of_word[stems.line] << _HALF) | stems.stem)
    return numbers, keys


def vocabulary_columns(m: Measures, s: Stems, p: Pages, langs: Sequence[str]) -> dict[str, Floats]:
    """How many words of each kind a line holds, which share of its stems they are, and how many stand around it. `langs`: the
    language of each document, by its number."""
    numbers, known = _known()
    of_document = np.array([numbers.get(lang, 0) for lang in langs], np.uint64)
    wanted = (of_document[m.document[s.line]] << _HALF) | s.stem
    out: dict[str, npt.NDArray[np.generic]] = {}
    for kind, keys in known.items():
        found = keys[np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)] == wanted
        count = np.bincount(s.line, weights=found, minlength=len(m.size))
        out[f"{kind}_words"] = np.minimum(count, _MOST)
        out[f"{kind}_share"] = count / np.maximum(s.per_line, 1)
        sums = running(count)
        for reach in _REACHES:
            out[f"{kind}_words~{reach}"] = np.minimum(p.around(sums, reach, reach) - count, 4 * _MOST)
        out[f"{kind}_words@1"], out[f"{kind}_words@-1"] = p.shift(count, 1), p.shift(count, -1)
    return {name: np.asarray(value, np.float32) for name, value in out.items()}
