"""Names that are known as such: which spellings are one name's, whose names they are, and which families stand first.

Here stand the lists of `languages/`: given_names and families_first (spellings of one name, across languages and scripts) and forenames
(whether a woman or a man bears it). How names sound is `sounds.py`, what follows for two persons is `names.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from pipeline.languages import holding, pack, shared
from pipeline.text import fold

_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def _spelling_keys() -> Mapping[str, frozenset[str]]:
    """Folded spelling → the names that it may stand for."""
    seen: dict[str, set[str]] = defaultdict(set)
    for table, mark in (("given_names", ""), ("families_first", "family:")):
        for row in shared().table(table):
            for column in ("latin", "arabic"):
                for spelling in filter(None, row[column].split("|")):
                    seen[fold(spelling)].add(mark + row["key"])
    return {spelling: frozenset(keys) for spelling, keys in seen.items()}


def names_of(word: str) -> frozenset[str]:
    """The keys of the names whose spelling this folded word may be; none for a word that is not listed."""
    return _spelling_keys().get(word, _NONE)


def known_name(word: str) -> str | None:
    """The key of the name whose spelling this folded word is, where it stands for one name only."""
    keys = names_of(word)
    return next(iter(keys)) if len(keys) == 1 else None


@lru_cache(maxsize=1)
def _genders() -> Mapping[str, str]:
    """Folded given name → m, f, or empty: both, or unknown."""
    out: dict[str, str] = {}
    for source in (shared(), *(pack(lang) for lang in holding("forenames"))):
        for row in source.table("forenames"):
            name = fold(row["name"])
            out[name] = row["gender"] if out.get(name, row["gender"]) == row["gender"] else ""
    return out


def gender(word: str) -> str:
    """m or f of a folded given name; empty where both bear it or no list has it."""
    return _genders().get(word, "")


def is_forename(word: str) -> bool:
    """Whether a folded word is somebody's given name."""
    return word in _genders() or any(not key.startswith("family:") for key in names_of(word))


@lru_cache(maxsize=1)
def _families() -> Mapping[str, str]:
    return {
        fold(spelling): row["order"]
        for row in shared().table("families_first")
        for column in ("latin", "arabic")
        for spelling in filter(None, row[column].split("|"))
    }


def is_family_first(word: str) -> bool:
    """Whether a folded word is a family's name that stands before the given name (Chinese, Korean, Vietnamese)."""
    return word in _families()


def is_spelt_exactly(word: str) -> bool:
    """Whether names of this family are written in one way only in Latin letters (pinyin, Vietnamese): two spellings are two names."""
    return _families().get(word) == "exact"
