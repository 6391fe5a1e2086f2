"""The language of a text, by its script where that tells, else by the model of py3langid on its longest lines.

The model is loaded at the first use (half a second), not at import. Its scores are summed as integers, so that a verdict is
the same on any machine.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from pipeline.languages import shared
from pipeline.languages.shelf import kept

_SAMPLE = 240  # characters that are classified
_OF_LINE = 80  # of one line: a sample of several lines is not misled by one quotation
_SCALE = 1 << 10  # of the integers that stand for the model's logarithms: they fit into sixteen bits
_TOGETHER = 16  # texts
_REACH = 9.0  # languages whose logarithm lies further below the best one's have no chance
# Scripts of one language among those that newspapers are written in, by the first bytes of their letters in UTF-8.
_OWN_SCRIPT: tuple[tuple[str, tuple[bytes, ...]], ...] = (
    ("el", (b"\xcd", b"\xce", b"\xcf")),
    ("he", (b"\xd7",)),
    ("ko", (b"\xea", b"\xeb", b"\xec", b"\xed")),
    ("th", (b"\xe0\xb8", b"\xe0\xb9")),
    ("ja", (b"\xe3\x81", b"\xe3\x82", b"\xe3\x83")),
)
_ARABIC = (b"\xd8", b"\xd9", b"\xda", b"\xdb")
_OF_ARABIC = frozenset({"ar", "fa", "ur", "ps", "ug", "ku"})


@dataclass(frozen=True)
class _Model:
    """Naive Bayes over byte n-grams, found by an automaton (py3langid): `rows` is feature × label, `prior` by label."""

    rows: Any
    prior: Any
    tags: tuple[str, ...]  # of the labels: varieties have that of the written standard
    weights: tuple[float, ...]  # of the labels: that of a language without newspapers is small
    next_move: Any
    base: Any
    output: Any  # of each state: the feature that ends there, -1 for none
    count_weights: Any  # log(1 + n) by n


@lru_cache(maxsize=1)
def _model() -> _Model:
    found = _compiled()  # one number at a time is asked of the automaton, which arrays are slow at
    return replace(found, next_move=memoryview(found.next_move), base=memoryview(found.base))


@kept
def _compiled() -> _Model:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    found = LanguageIdentifier.from_model_file(MODEL_FILE)

    rows = np.rint(found.nb_ptc * np.float32(_SCALE)).astype(np.int16)
    prior = np.rint(found.nb_pc * np.float32(_SCALE)).astype(np.float64) * _SCALE
    weights = np.array([round(math.log1p(n) * _SCALE) for n in range(4 * _SAMPLE + 8)], dtype=np.float64)
    base = np.asarray(found.tk_row, np.int32) << 8
    table = shared().toml("identification")
    labels = tuple(table["standard"].get(str(label), str(label)) for label in found.nb_classes)
    rare = frozenset(table["rare"]["tags"])
    chances = tuple(table["rare"]["weight"] if tag in rare else 1.0 for tag in labels)
    return _Model(rows, prior, labels, chances, np.asarray(found.tk_nextmove), base, np.array(found.tk_output, np.int64), weights)


def identify(texts: Iterable[str]) -> tuple[str, float]:
    """BCP 47 tag and probability of the language of some lines, the longest first; ("und", 0.0) where there is no
    letter.

    A short sample is less sure than the model says: its probability is drawn towards a half.
    """
    return told(sample_of(texts))


def told(sample: str) -> tuple[str, float]:
    """As `identify`, of a sample that `sample_of` took: who asks twice about a text compares the samples first."""
    return told_all([sample])[0]


def told_all(samples: Sequence[str]) -> list[tuple[str, float]]:
    """`told` for several samples: many walk through the automaton side by side."""
    letters = [sum(map(str.isalpha, sample)) for sample in samples]
    out = dict(enumerate(map(_by_script, samples, letters)))
    asked = [i for i, found in out.items() if found is None]  # the others need no model
    for i, (text, states) in zip(asked, _walked([_encoded(samples[i]) for i in asked]), strict=True):
        out[i] = _by_model(samples[i], letters[i], text, states)
    return [found for found in out.values() if found is not None]


def _by_script(sample: str, n_letters: int) -> tuple[str, float] | None:
    if n_letters == 0:
        return "und", 0.0
    trust = n_letters / (n_letters + 12)
    encoded = b"" if sample.isascii() else sample.encode("utf8", "surrogatepass")
    for tag, firsts in _OWN_SCRIPT if encoded else ():
        share = 0.1 if tag == "ja" else 0.5  # Japanese is written in Chinese characters too
        if sum(map(encoded.count, firsts)) > share * n_letters:
            return tag, round(trust, 3)
    return None


def _by_model(sample: str, n_letters: int, text: bytes, states: Any) -> tuple[str, float]:
    trust = n_letters / (n_letters + 12)
    encoded = b"" if sample.isascii() else sample.encode("utf8", "surrogatepass")
    chances = _chances(text, states)
    if encoded and sum(map(encoded.count, _ARABIC)) > 0.5 * n_letters:
        chances = {tag: p for tag, p in chances.items() if tag in _OF_ARABIC} or chances
    tag, best = min(chances.items(), key=lambda item: (-round(item[1], 9), item[0]))
    total = sum(chances.values())
    return tag, round(best / total * trust if total > 0 else 0.0, 3)


def sample_of(texts: Iterable[str]) -> str:
    """The beginnings of the longest lines, the first of equals first."""
    texts = list(texts)
    parts, size = [], 0
    for text in sorted(texts, key=_rank):
        if size >= _SAMPLE or not text:
            break
        parts.append(text[: min(_OF_LINE, _SAMPLE - size)] if len(texts) > 1 else text[:_SAMPLE])
        size += len(parts[-1])
    return "\n".join(parts)


def _rank(text: str) -> int:
    return -min(len(text), 300)


def _encoded(sample: str) -> bytes:
    return unicodedata.normalize("NFC", sample.lower() if sample.isupper() else sample).encode("utf8", "surrogatepass")


def _walked(texts: Sequence[bytes]) -> list[tuple[bytes, Any]]:
    """Each text with the states of the automaton behind each of its bytes.

    A walk jumps through forty megabytes and waits for memory at each step; walks side by side wait together. A step of all
    costs as much as a dozen of one, so few texts walk alone.
    """
    model = _model()
    sizes = list(map(len, texts))
    width = max(sizes, default=0)
    if len(texts) < _TOGETHER or not width:
        return [(text, _walk(text, model)) for text in texts]
    codes = np.frombuffer(b"".join(text.ljust(width, b"\0") for text in texts), np.uint8).reshape(len(texts), width).T.astype(np.int64)
    next_move, base = np.asarray(model.next_move), np.asarray(model.base)
    states = np.zeros((width, len(texts)), np.int64)
    state = np.zeros(len(texts), np.int64)
    for k in range(width):
        states[k] = state = next_move[base[state] + codes[k]]
    states = np.ascontiguousarray(states.T)
    return [(text, states[i, :size]) for i, (text, size) in enumerate(zip(texts, sizes, strict=True))]


def _walk(text: bytes, model: _Model) -> list[int]:
    states = []
    state, next_move, base = 0, model.next_move, model.base
    for byte in text:  # nothing but the walk: what the states say is looked up and counted behind it, at the speed of C
        state = next_move[base[state] + byte]
        states.append(state)
    return states


def _chances(text: bytes, states: Any) -> dict[str, float]:
    """Share of the likelihood by language: varieties count for the written standard, languages without newspapers for little.

    The temperature, the root of the number of bytes, is the model's own: it keeps the shares calibrated across lengths.
    Labels far behind the likeliest one have no share.
    """
    model = _model()
    features, counts = _counted(model.output[states])
    chances: dict[str, float] = {}
    if not len(features):
        return dict.fromkeys(model.tags, 1.0)
    # Whole numbers below 2 ** 40 are exact in floating point whatever the order, and its product takes half the time.
    scores = model.count_weights[counts] @ model.rows[features].astype(model.count_weights.dtype) + model.prior
    best = int(scores.max())
    cold = math.sqrt(len(text)) * _SCALE * _SCALE
    for i in (scores >= best - int(_REACH * cold)).nonzero()[0].tolist():
        likelihood = math.exp((int(scores[i]) - best) / cold) * model.weights[i]
        chances[model.tags[i]] = chances.get(model.tags[i], 0.0) + likelihood
    return chances


def _counted(outputs: Any) -> tuple[Any, Any]:
    """The distinct features among the outputs of states (-1: none) and how often each is there."""
    found = np.sort(outputs[outputs >= 0])
    is_first = np.ones(len(found) + 1, np.bool_)  # … and one behind the last
    is_first[1:-1] = found[1:] != found[:-1]
    bounds = np.flatnonzero(is_first)
    return found[bounds[:-1]], np.diff(bounds)
