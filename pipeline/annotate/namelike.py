"""Whether a word in a script without capitals looks like a name from abroad: مورولونغ does, موقف does not.

Letters tell: names that were written down by their sound (هالفورسرود) have runs of letters that words of the language lack. The odds
come from the lists of names and of words that the packs hold anyway; nothing here knows a sentence. Where a name stands is decided in
`windows`.

Method: naive Bayes over letter pairs and triples, the mean log odds of those of one word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from math import log

from pipeline.languages import pack, shared
from pipeline.languages.shelf import kept
from pipeline.text import fold

_WORD = re.compile(r"[^\W\d_a-z]+")
_VERB = re.compile(r"\{[^{}]*\}")
_PHRASES = ("offices", "triggers", "modifiers", "documents", "cues", "empty_words")
_COLUMNS = ("pattern", "words", "word", "phrase", "example")
_NOT_WORDS = frozenset({"careful", "barred", "kin", "particles", "joints"})  # lists of names.toml that hold names
_SMOOTH = 0.5


class NameOdds:
    """Log odds of a folded word being a name of foreign form; above 0 it is more like the names, below like the words."""

    def __init__(self, names: Iterable[str], words: Iterable[str]) -> None:
        plain = set(words)
        good = Counter(g for w in sorted(set(names) - plain) for g in _grams(w))
        bad = Counter(g for w in sorted(plain) for g in _grams(w))
        size = _SMOOTH * max(1, len(good.keys() | bad.keys()))
        n_good, n_bad = good.total() + size, bad.total() + size
        self._unknown = log(_SMOOTH / n_good) - log(_SMOOTH / n_bad)
        self._odds: Mapping[str, float] = {
            g: log((good[g] + _SMOOTH) / n_good) - log((bad[g] + _SMOOTH) / n_bad) for g in good.keys() | bad.keys()
        }
        self._known: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Mean log odds over the pairs and triples of letters; 0.0 for words of one or two letters."""
        if len(word) < 3:
            return 0.0
        found = self._known.get(word)
        if found is None:
            grams = _grams(word[:40])
            found = sum(self._odds.get(g, self._unknown) for g in grams) / len(grams)
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[word] = found
        return found


def _grams(word: str) -> list[str]:
    s = f"^{word}$"
    return [s[i : i + n] for n in (2, 3) for i in range(len(s) - n + 1)]


def _words(text: str | None) -> list[str]:
    return [w for w in _WORD.findall(fold(_VERB.sub(" ", text or ""))) if len(w) > 2]


@lru_cache(maxsize=16)
@kept
def name_odds(lang: str) -> NameOdds:
    """The odds of a language, from its lists; useful for scripts without capitals only."""
    return NameOdds(_names(lang), _plain(lang))


def _names(lang: str) -> Iterator[str]:
    p, column = pack(lang), lang.split("-", maxsplit=1)[0]
    home = frozenset(p.toml("names").get("home", ()))  # countries whose towns have names of the language itself
    for row in shared().table("cities"):
        if row["country"] not in home:
            yield from _words(row.get(column))
    for row in shared().table("given_names"):
        yield from _words(row["arabic"])
    for table in ("forenames", "surnames"):
        for row in p.table(table):
            yield from _words(row["name"])


def _plain(lang: str) -> Iterator[str]:
    p, column = pack(lang), lang.split("-", maxsplit=1)[0]
    yield from _words(" ".join(p.verbs))  # one form of each: their many forms would outweigh everything else
    for table in _PHRASES:
        for row in p.table(table):
            yield from _words(" ".join(row.get(c) or "" for c in _COLUMNS))
    for name, skipped in (("org_heads", frozenset[str]()), ("names", _NOT_WORDS)):
        for key, listed in p.toml(name).items():
            if isinstance(listed, list) and key not in skipped:
                yield from _words(" ".join(map(str, listed)))
    for row in shared().table("bilingual"):
        yield from _words((row.get(column) or "").replace(".", " ").replace("|", " "))
