"""Language packs: a language is data.

One folder a language holds what the floors need to know of it, `shared/` what belongs to no language. This module finds
the packs and reads their files; what a table means is known by the floor that compiles it (`annotate`, `clean`, `temporal`).
Files: `pack.toml` (name, script, elisions, abbreviations, proclitics …), any number of `*.tsv` tables (a header row; `#` starts a comment
line) and `*.toml` files, `verbs.tsv` or `verbs_*.tsv` + `paradigms.toml` (see `inflect`). A new language adds a folder and touches no code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.languages.inflect import Forms, inflect
from pipeline.text import Tokens, fold, tokenise

ROOT = Path(__file__).parent
SHARED = "shared"


@dataclass(frozen=True)
class Pack:
    """The data of one language. `lang` is its folder's name, a BCP 47 tag."""

    lang: str

    @property
    def settings(self) -> dict[str, Any]:
        return _toml(self.lang, "pack.toml")

    def words(self, key: str) -> frozenset[str]:
        """A list of words in `pack.toml`, folded; empty where the pack does not have it."""
        return _words(self.lang, key)

    def table(self, name: str) -> tuple[dict[str, str], ...]:
        """Rows of `<name>.tsv` by column name, in file order; empty where the pack lacks the table."""
        return _table(self.lang, name)

    def toml(self, name: str) -> dict[str, Any]:
        """`<name>.toml`; empty where the pack lacks it."""
        return _toml(self.lang, f"{name}.toml")

    @property
    def verbs(self) -> dict[str, Forms]:
        """Folded lemma → its folded forms by tag."""
        return _verbs(self.lang)

    def tokenise(self, text: str, spans: tuple[tuple[int, int], ...] | None = None) -> Tokens:
        return tokenise(text, self.words("elisions"), self.words("abbreviations"), spans)


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Languages that have a pack, in alphabetical order."""
    return tuple(sorted(p.parent.name for p in ROOT.glob("*/pack.toml") if p.parent.name != SHARED))


@lru_cache(maxsize=16)
def holding(name: str) -> tuple[str, ...]:
    """Languages whose folder holds the table `<name>.tsv` or `<name>.toml`, in alphabetical order: more than have a pack.

    A folder without `pack.toml` holds what one floor knows of a language, the phrases of its sites say; `Pack(lang)` reads it.
    """
    found = {p.parent.name for ending in ("tsv", "toml") for p in ROOT.glob(f"*/{name}.{ending}")}
    return tuple(sorted(found - {SHARED}))


@lru_cache(maxsize=64)
def pack(lang: str) -> Pack:
    """The pack of a language (`fr`, also for `fr-CA`); an empty one, which knows nothing, where there is none."""
    base = lang.split("-", maxsplit=1)[0].lower()
    return Pack(base if base in languages() else "und")


@lru_cache(maxsize=1)
def shared() -> Pack:
    """What belongs to no language: organisations, cities, event types."""
    return Pack(SHARED)


@lru_cache(maxsize=256)
def _toml(lang: str, name: str) -> dict[str, Any]:
    path = ROOT / lang / name
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=256)
def _words(lang: str, key: str) -> frozenset[str]:
    return frozenset(fold(w) for w in _toml(lang, "pack.toml").get(key, ()))


@lru_cache(maxsize=256)
def _table(lang: str, name: str) -> tuple[dict[str, str], ...]:
    path = ROOT / lang / f"{name}.tsv"
    if not path.is_file():
        return ()
    lines = [x for x in path.read_text(encoding="utf-8").split("\n") if x.strip() and not x.startswith("#")]
    header = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > len(header):
            raise ValueError(
                f"{path.name} of {lang}: a row has {len(cells)} cells, the header {len(header)}: {line[:80]!r}; remove the extra tabs"
            )
        rows.append(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)))
    return tuple(rows)


@lru_cache(maxsize=64)
def _verbs(lang: str) -> dict[str, Forms]:
    paradigms = _toml(lang, "paradigms.toml")
    out: dict[str, Forms] = {}
    for path in sorted((ROOT / lang).glob("verbs*.tsv")):
        for row in _table(lang, path.stem):
            lemma = row["lemma"]
            forms = inflect(lemma, row["paradigm"], row.get("stems", ""), row.get("forms", ""), paradigms)
            known = out.setdefault(fold(lemma.replace("_", " ")), {})
            known.update({tag: tuple(dict.fromkeys((*known.get(tag, ()), *found))) for tag, found in forms.items()})
    return out
