"""Pseudonyms for persons without a public role: their ids and, in every text that goes out, the names under which the corpus knows them.

A pseudonym is a keyed digest (HMAC-SHA-256) of the person's id under a salt that is drawn for one export and kept nowhere: the same person
is the same throughout that export, and no two exports can be joined by it. Names are found as words, whatever case, accents and Arabic
particles; a name that several persons bear becomes `[person]`. What Dateline has not recognised as a name is not hidden, and whoever has
the articles can find the passages again by digest and offset: this is pseudonymisation, not anonymisation.
"""

from __future__ import annotations

import hmac
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipeline import languages
from pipeline.languages.phrases import Phrasebook, visible
from pipeline.text import Tokens, tokenise

SOMEBODY = "[person]"
_GAP = 3  # characters between two words of a name: a blank, a full stop and a blank, a line break
_SIGNS = frozenset(" \t\n\r.-–'’ʼ·\u00a0\u2010\u2011\u200c\u200d\u200e\u200f")
_REMEMBERED, _REMEMBERED_LENGTH = 100_000, 200
_FEWEST_LETTERS = 3  # of a family name that is hidden by itself


@cache
def public_roles() -> tuple[list[str], list[str]]:
    """(offices, sectors) whose holders act in public: keys of the language packs, values of `entities.sector`."""
    table = tomllib.loads(Path(__file__).with_name("public_offices.toml").read_text(encoding="utf-8"))
    return table["offices"], table["sectors"]


class Pseudonyms:
    """The pseudonyms of one export."""

    def __init__(
        self,
        salt: bytes,
        private: Mapping[str, Sequence[str]],
        public: Iterable[str] = (),
        others: Iterable[str] = (),
        unknown: Iterable[str] = (),
    ) -> None:
        """`private`: the ids of persons without a public role, with their names. `public`: names of all other persons; `others`: names of
        bodies and places, which no person's name of one word hides. `unknown`: names of persons whom no id stands for."""
        packs = [languages.pack(lang) for lang in languages.languages()]
        self._elisions = frozenset().union(*(p.words("elisions") for p in packs))
        self._words: Phrasebook[str] = Phrasebook({}, self._elisions, frozenset().union(*(p.words("proclitics") for p in packs)))
        self._codes = {key: hmac.new(salt, key.encode(), sha256).hexdigest() for key in private}
        self._names = self._collected(private, public, others, unknown)
        self._longest = max((len(key) for key in self._names), default=0)
        self._first = {key[0] for key in self._names}
        self._known: dict[str, str] = {}

    def _collected(
        self, private: Mapping[str, Sequence[str]], public: Iterable[str], others: Iterable[str], unknown: Iterable[str]
    ) -> dict[tuple[str, ...], str | None]:
        """Folded words of a name → what stands in its place; None for names of others, which stay as they are and hide what they hold."""
        known, bodies = set(map(self._key, public)), set(map(self._key, others))
        families = {word for key in known for word in key}
        found: dict[tuple[str, ...], str] = {}
        for entity_id in sorted(private):
            for name in private[entity_id]:
                key = self._key(name)
                for one in filter(None, dict.fromkeys((key, *self._family(name)))):
                    if one != key and (families.issuperset(one) or one in bodies):
                        continue  # a family name that also means somebody else is hidden only where it was used of this person
                    label = SOMEBODY if one in known else self.label(entity_id)
                    found[one] = label if found.get(one, label) == label else SOMEBODY
        for name in unknown:
            key = self._key(name)
            if key and key not in known and key not in bodies:
                found.setdefault(key, SOMEBODY)
        stay = {key: None for key in bodies | {key for key in known if key not in found} if key}
        return {**found, **stay}

    def _family(self, name: str) -> list[tuple[str, ...]]:
        """The family name of a name of several words, both as it is written and its last part."""
        last = self._key(name.rsplit(maxsplit=1)[-1]) if len(name.split()) > 1 else ()
        return [key for key in (last, last[-1:]) if key and len(key[-1]) >= _FEWEST_LETTERS]

    def _key(self, name: str) -> tuple[str, ...]:
        tokens = tokenise(name, self._elisions)
        return tuple(fold for fold, kind in zip(tokens.fold, tokens.kind, strict=True) if kind != "p" and fold)

    def __contains__(self, entity_id: object) -> bool:
        return entity_id in self._codes

    def id_of(self, entity_id: str) -> str:
        """The id that stands for a person; any other id as it is."""
        code = self._codes.get(entity_id)
        return entity_id if code is None else f"person_{code[:16]}"

    def label(self, entity_id: str) -> str:
        """The name that stands for a person without a public role. KeyError for anybody else."""
        return f"Person-{self._codes[entity_id][:8]}"

    def hidden(self, value: Any) -> Any:
        """A value of a row as it may go out: ids exchanged, names within texts replaced, lists item by item; all else as it is."""
        if isinstance(value, str):
            return self.id_of(value) if value in self._codes else self.text(value)
        if isinstance(value, list):
            return [self.hidden(item) for item in value]
        if isinstance(value, dict):
            return {key: self.hidden(item) for key, item in value.items()}
        return value

    def text(self, text: str) -> str:
        """A text with the names replaced. Its length changes: offsets go on counting in the article's own text."""
        known = self._known.get(text)
        if known is None:
            known = self._replaced(text) if self._names and text else text
            if len(text) <= _REMEMBERED_LENGTH:  # names, titles and labels recur
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[text] = known
        return known

    def _replaced(self, text: str) -> str:
        tokens = tokenise(text, self._elisions)
        at = [i for i, kind in enumerate(tokens.kind) if kind != "p" and tokens.fold[i]]
        out: list[str] = []
        done = n = 0
        while n < len(at):
            found = self._name_at(text, tokens, at, n)
            if found is None:
                n += 1
                continue
            start, end, label, n_words = found
            n += n_words
            if label is not None:
                out += (text[done:start], label)
                done = end
        return "".join((*out, text[done:])) if out else text

    def _name_at(self, text: str, tokens: Tokens, at: Sequence[int], n: int) -> tuple[int, int, str | None, int] | None:
        """(start, end, what to write, number of words) of the longest name that begins with word n; None where none does."""
        i = at[n]
        for left_out, first in self._words.variants(tokens.fold[i]):
            if first not in self._first:
                continue
            start = tokens.start[i] + visible(tokens.text[i], left_out)
            key, best = [first], None
            for step in range(self._longest):
                if step:
                    if n + step >= len(at) or not self._is_linked(text, tokens, at[n + step - 1], at[n + step]):
                        break
                    key.append(tokens.fold[at[n + step]])
                if tuple(key) in self._names and (step or _may_be_a_name(text[start])):
                    best = (start, tokens.end[at[n + step]], self._names[tuple(key)], step + 1)
            if best is not None:
                return best
        return None

    def _is_linked(self, text: str, tokens: Tokens, left: int, right: int) -> bool:
        between = text[tokens.end[left] : tokens.start[right]]
        return len(between) <= _GAP and _SIGNS.issuperset(between)


def _may_be_a_name(letter: str) -> bool:
    """Whether one word may be a name by its first letter: a capital, or of a script that has none."""
    return letter.isupper() or letter.istitle() or letter.lower() == letter.upper()
