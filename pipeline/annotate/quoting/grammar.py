"""The closed classes of a language that reported speech needs, compiled from its pack (`quotes.toml`, `pronouns.tsv`, `documents.tsv`).

Only sets and look-ups: what they are used for stands in `cues`, `frames` and `subjects`. A language without these files gets an
empty grammar, with which quotation marks are still paired and colons still read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import Pack, pack
from pipeline.text import fold

_SETS = (
    "complementisers", "not_after", "wh", "coordinators", "subordinators", "relatives", "adverbs", "negations", "perfect", "modals",
    "infinitive_marks", "negated_auxiliaries", "passive", "determiners", "definite", "possessives", "prepositions", "time", "hearers",
    "collective", "anonymous", "same_source", "strip", "breakers", "finite", "content_heads", "reflexive", "object_clitics",
    "negation_clitics", "progressive", "closing", "as_words", "what", "past_endings", "hearer_prepositions", "sequel", "fillers", "object_prepositions", "clause_starters", "conjunction_prefixes", "proclitic_prepositions", "participle_forms", "suffixes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pronoun:
    gender: str  # m, f, or "" where the form does not tell
    number: str  # s, p
    person: str  # 1, 2, 3
    kind: str  # subject, object, relative


@dataclass(frozen=True)
class Grammar:
    """Word classes of one language, folded. `has(cls, word)` is the only question asked of most of them."""

    lang: str
    order: str  # svo, vso
    classes: dict[str, frozenset[str]]
    participle_endings: tuple[str, ...]  # as written, accents kept
    auxiliaries: frozenset[str]  # as written, accents kept: French a (has) is not à
    third_person: str  # ending that only the third person singular has (English s)
    infinitive_endings: tuple[str, ...]
    pronouns: dict[str, Pronoun]
    documents: dict[str, str]  # noun → document, survey

    def has(self, name: str, word: str) -> bool:
        return word in self.classes[name]


@lru_cache(maxsize=64)
def grammar(lang: str) -> Grammar:
    """The grammar of a language; an empty one where its pack has none."""
    return _compile(pack(lang))


def _compile(data: Pack) -> Grammar:
    raw = data.toml("quotes")
    elisions = data.words("elisions")

    def forms(words: Iterable[str]) -> frozenset[str]:
        folded = {fold(str(w)) for w in words}
        return frozenset(folded | {w + "'" for w in folded & elisions})  # a token keeps its apostrophe: qu'

    classes = {name: forms(raw.get(name, ())) for name in _SETS}
    pronouns = {form: Pronoun(r["gender"], r["number"], r["person"], r["kind"]) for r in data.table("pronouns") for form in sorted(forms([r["form"]]))}
    documents = {fold(r["noun"]): r["kind"] for r in data.table("documents")}
    endings = tuple(str(e) for e in raw.get("participle_endings", ()))
    auxiliaries = frozenset(str(w) for name in ("perfect", "passive", "modals") for w in raw.get(name, ()))
    return Grammar(data.lang, str(raw.get("order", "svo")), classes, endings, auxiliaries, str(raw.get("third_person", "")), tuple(raw.get("infinitive_endings", ())), pronouns, documents)
