"""Language packs: a language is data.

One folder a language holds what the floors need to know of it, `shared/` what belongs to no language. This module finds
the packs and reads their files; what a table means is known by the floor that compiles it (`annotate`, `clean`, `temporal`).
Files: `pack.toml` (name, script, elisions, abbreviations, proclitics …), any number of `*.tsv` tables (a header row; `#` starts a comment
line) and `*.toml` files, `verbs.tsv` or `verbs_*.tsv` + `paradigms.toml` (see `inflect`). A new language adds a folder and touches no code.
What a user adds to the packs (`extension`) is read as if it stood in them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.languages.extension import SHARED, Extension, current, use
from pipeline.languages.inflect import Forms, inflect
from pipeline.languages.shelf import kept
from pipeline.languages.tables import LexiconError, extended, extended_settings, read_lines
from pipeline.text import Tokens, fold, tokenise

__all__ = ["NO_PACK", "ROOT", "SHARED", "Extension", "LexiconError", "Pack", "current", "holding", "languages", "pack", "shared", "use"]

ROOT = Path(__file__).parent
NO_PACK = "und"  # the pack of a language that has none: it knows nothing


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
    own = {p.parent.name for p in ROOT.glob("*/pack.toml")}
    return tuple(sorted((own | set(current().holders("pack.toml"))) - {SHARED}))


@lru_cache(maxsize=16)
def holding(name: str) -> tuple[str, ...]:
    """Languages whose folder holds the table `<name>.tsv` or `<name>.toml`, in alphabetical order: more than have a pack.

    A folder without `pack.toml` holds what one floor knows of a language, the phrases of its sites say; `Pack(lang)` reads it.
    """
    files = (f"{name}.tsv", f"{name}.toml")
    found = {p.parent.name for file in files for p in ROOT.glob(f"*/{file}")}
    found |= {lang for file in files for lang in current().holders(file)}
    return tuple(sorted(found - {SHARED}))


@lru_cache(maxsize=64)
def pack(lang: str) -> Pack:
    """The pack of a language (`fr`, also for `fr-CA`); an empty one, which knows nothing, where there is none."""
    base = lang.split("-", maxsplit=1)[0].lower()
    return Pack(base if base in languages() else NO_PACK)


@lru_cache(maxsize=1)
def shared() -> Pack:
    """What belongs to no language: organisations, cities, event types."""
    return Pack(SHARED)


@lru_cache(maxsize=256)
def _toml(lang: str, name: str) -> dict[str, Any]:
    path = ROOT / lang / name
    own: dict[str, Any] = {}
    if path.is_file():
        with path.open("rb") as file:
            own = tomllib.load(file)
    added = current().text(lang, name)
    if added is None:
        return own
    try:
        return extended_settings(own, tomllib.loads(added.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f'{lang}/{name} is not TOML: {error}. Write lines such as: stops = ["word"]') from error


@lru_cache(maxsize=256)
def _words(lang: str, key: str) -> frozenset[str]:
    return frozenset(fold(w) for w in _toml(lang, "pack.toml").get(key, ()))


@lru_cache(maxsize=256)
def _table(lang: str, name: str) -> tuple[dict[str, str], ...]:
    path = ROOT / lang / f"{name}.tsv"
    own = [row for _, row in read_lines(path.read_text(encoding="utf-8"), f"{lang}/{path.name}")[1]] if path.is_file() else []
    added = current().text(lang, path.name)
    if added is None:
        return tuple(own)
    columns = next((read_lines(p.read_text(encoding="utf-8"), str(p))[0] for p in sorted(ROOT.glob(f"*/{path.name}"))), ())
    return extended(name, own, (row for _, row in read_lines(added, f"{lang}/{path.name}")[1]), columns)


@lru_cache(maxsize=64)
@kept
def _verbs(lang: str) -> dict[str, Forms]:
    paradigms = _toml(lang, "paradigms.toml")
    out: dict[str, Forms] = {}
    tables = {path.stem for path in (ROOT / lang).glob("verbs*.tsv")} | {t for t in current().tables(lang) if t.startswith("verbs")}
    for table in sorted(tables):
        for row in _table(lang, table):
            lemma = row["lemma"]
            forms = inflect(lemma, row["paradigm"], row.get("stems", ""), row.get("forms", ""), paradigms)
            known = out.setdefault(fold(lemma.replace("_", " ")), {})
            known.update({tag: tuple(dict.fromkeys((*known.get(tag, ()), *found))) for tag, found in forms.items()})
    return out
