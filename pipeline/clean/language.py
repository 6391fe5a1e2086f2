"""The language of a text, by py3langid on its longest lines. The model is loaded at the first use (0.7 s), not at
import.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from pipeline.languages import shared
from pipeline.text import script_of

_SAMPLE = 1000  # characters that are classified
_BY_SCRIPT = {
    "Arab": {"ar", "fa", "ur", "ps", "ug", "ku"},
    "Hebr": {"he"},
    "Grek": {"el"},
    "Hang": {"ko"},
    "Thai": {"th"},
    "Hira": {"ja"},
    "Kana": {"ja"},
}


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 — importing it costs what numpy costs

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify(texts: Iterable[str]) -> tuple[str, float]:
    """BCP 47 tag and probability of the language of some lines, the longest first; ("und", 0.0) where there is no
    letter.

    A short sample is less sure than the model says: its probability is drawn towards a half.
    """
    lines = sorted(enumerate(t for t in texts if t), key=lambda x: (-min(len(x[1]), 300), x[0]))
    sample = ""
    for _, line in lines:
        sample += line[: _SAMPLE - len(sample)] + "\n"
        if len(sample) >= _SAMPLE:
            break
    n_letters = sum(map(str.isalpha, sample))
    if n_letters == 0:
        return "und", 0.0
    chances = _chances(sample)
    allowed = _BY_SCRIPT.get(script_of(sample))
    if allowed is not None:
        chances = {tag: p for tag, p in chances.items() if tag in allowed} or chances
    tag, best = min(chances.items(), key=lambda item: (-item[1], item[0]))
    trust = n_letters / (n_letters + 12)
    total = sum(chances.values())
    return tag, round(best / total * trust if total > 0 else 0.0, 3)


def _chances(sample: str) -> dict[str, float]:
    """Probability by language: varieties count for the written standard, languages without newspapers for little."""
    table = shared().toml("identification")
    standard, rare = table["standard"], table["rare"]
    chances: dict[str, float] = {}
    for label, probability in _identifier().rank(sample):
        tag = standard.get(str(label), str(label))
        weight = rare["weight"] if tag in rare["tags"] else 1.0
        chances[tag] = chances.get(tag, 0.0) + float(probability) * weight
    return chances
