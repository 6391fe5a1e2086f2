"""The language of a text, by py3langid on its longest lines. The model is loaded at the first use (0.7 s), not at
import.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

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
    allowed = _BY_SCRIPT.get(script_of(sample))
    ranked = [(str(tag), float(p)) for tag, p in _identifier().rank(sample)]
    if allowed is not None:
        ranked = [(tag, p) for tag, p in ranked if tag in allowed] or ranked
    tag = ranked[0][0]
    trust = n_letters / (n_letters + 12)
    total = sum(p for _, p in ranked)
    return tag, round(ranked[0][1] / total * trust if total > 0 else 0.0, 3)
