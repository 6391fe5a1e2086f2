"""The closed classes of a language that reported speech needs, compiled from its pack (`quotes.toml`, `pronouns.tsv`, `documents.tsv`).

Only sets and look-ups: what they are used for stands in `cues`, `frames` and `subjects`. A language without these files gets an
empty grammar, with which quotation marks are still paired and colons still read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import Pack, pack
from pipeline.languages.shelf import kept
from pipeline.text import fold

_SETS = [
    "complementisers",
    "not_after",
    "wh",
    "coordinators",
    "subordinators",
    "relatives",
    "adverbs",
    "fillers",
    "negations",
    "negation_clitics",
    "negated_auxiliaries",
    "perfect",
    "modals",
    "infinitive_marks",
    "perfect_infinitives",
    "passive",
    "progressive",
    "reflexive",
    "object_clitics",
    "determiners",
    "definite",
    "indefinite",
    "masculine_determiners",
    "feminine_determiners",
    "possessives",
    "possessive_determiners",
    "prepositions",
    "object_prepositions",
    "hearer_prepositions",
    "proclitic_prepositions",
    "conjunction_prefixes",
    "closing",
    "time",
    "hearers",
    "collective",
    "plural_heads",
    "silences",
    "stated",
    "cardinals",
    "lone_heads",
    "gestures",
    "catenatives",
    "hearsay",
    "unsaid",
    "agents",
    "hearings",
    "inscriptions",
    "namers",
    "irregular_pasts",
    "gerund_nouns",
    "anonymous",
    "same_source",
    "strip",
    "breakers",
    "sequel",
    "finite",
    "content_heads",
    "participle_forms",
    "partitives",
    "as_words",
    "what",
    "seen_as",
    "claims",
    "gerund_prepositions",
    "appoint",
    "former",
    "gerund_marks",
    "topic",
    "impersonal",
    "withheld",
    "relaying",
    "relayed_from",
    "hearer_nouns",
    "hearer_pronouns",
    "occasions",
    "people",
    "contrast",
    "contrast_openers",
    "not_infinitives",
    "called",
    "versions",
    "headline_speakers",
    "owners",
    "plural_owners",
    "citing",
    "cites",
    "adjuncts",
    "no_speakers",
    "questions",
    "interviews",
    "answers",
    "particles",
    "no_saying",
    "future_prefixes",
    "object_suffixes",
]
_ENDINGS = [
    "participle_endings",
    "infinitive_endings",
    "past_endings",
    "verbal_endings",
    "article_prefixes",
    "plural_verbs",
    "feminine_perfect",
    "feminine_verbs",
    "masculine_verbs",
    "gerund_endings",
    "clause_endings",
    "adverb_endings",
    "plural_endings",
    "passive_marks",
    "passive_stems",
    "construct",
]
_NONE: frozenset[str] = frozenset()
_FINITE = {"svo": ("past", "imp", "fut", "cond"), "vso": ("perf", "impf")}


@dataclass(frozen=True, slots=True)
class Pronoun:
    gender: str  # m, f, or "" where the form does not tell
    number: str  # s, p
    person: str  # 1, 2, 3
    kind: str  # subject, object, relative, suffix


@dataclass(frozen=True)
class Grammar:
    """Word classes of one language, folded. `has(cls, word)` is the only question asked of most of them.

    The endings are suffixes (or prefixes) that a word may have, for `str.endswith` and `str.startswith`; empty where the language has none.
    """

    lang: str
    order: str  # svo, vso
    classes: dict[str, frozenset[str]]
    auxiliaries: frozenset[str]  # as written, accents kept: French a (has) is not à
    third_person: str  # ending that only the third person singular has (English s)
    pronouns: dict[str, Pronoun]
    suffixes: dict[str, Pronoun]  # pronouns written at the end of a noun or a verb: قوله
    documents: dict[str, str]  # noun → document, survey
    participle_endings: tuple[str, ...]  # as written, accents kept
    infinitive_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    verbal_endings: tuple[str, ...]  # of participles, which no noun has
    article_prefixes: tuple[str, ...]  # of definite nouns: ال, and what it becomes behind a joined preposition
    plural_verbs: tuple[str, ...]
    feminine_perfect: tuple[str, ...]
    feminine_verbs: tuple[str, ...]  # prefixes
    masculine_verbs: tuple[str, ...]
    gerund_endings: tuple[str, ...]
    clause_endings: tuple[str, ...]  # of finite verbs, where the lexicon has not the verb
    adverb_endings: tuple[str, ...]  # as written, accents kept
    plural_endings: tuple[str, ...]  # of nouns that do not end in s: fishermen
    passive_marks: tuple[str, ...]  # vowel behind the first letter of a perfect that makes a passive of it: أُعلن
    passive_stems: tuple[str, ...]  # beginnings of lemmas of whose imperfect it does so too: يُعتبر, but يُعلن is active as well
    construct: tuple[str, ...]  # an ending, and what it becomes before a pronoun: إشارة, إشارته
    finite_forms: frozenset[str]  # of all verbs of the pack; present forms only where they are no nouns as well
    present_forms: frozenset[str]  # of the third person, where an ending tells it; some are nouns as well
    infinitives: frozenset[str]
    participles: frozenset[str]
    plural_persons: tuple[tuple[str, str], ...]  # ending of a first or second person and its pronoun: ons, nous
    narrator: dict[str, tuple[tuple[str, ...], ...]]  # first word → phrases with which the narrator says what was meant
    labels: dict[str, tuple[tuple[str, ...], ...]]  # first word → phrases that give somebody the word: "Statement by X:"
    title_nouns: dict[str, tuple[str, ...]]  # title → nouns for whoever bears it
    hyponyms: dict[str, frozenset[str]]  # noun → nouns of which it is the kind, or "-" and their ending
    classes_of: dict[str, frozenset[str]]  # word → names of the classes that hold it
    pronoun_openers: frozenset[str]  # first words of pronouns of two: celui-ci

    def has(self, name: str, word: str) -> bool:
        """Whether a folded word belongs to a class."""
        return word in self.classes[name]

    def kinds(self, word: str) -> frozenset[str]:
        """The names of the classes of a folded word: asked once where a loop wants to know several. Most words belong to none."""
        return self.classes_of.get(word, _NONE)

    def has_any(self, names: Iterable[str], word: str) -> bool:
        """Whether a folded word belongs to one of the classes."""
        known = self.classes_of.get(word)
        return known is not None and not known.isdisjoint(names)

    def among(self, name: str, words: Iterable[str]) -> bool:
        """Whether one of the folded words belongs to a class: in one call for a whole sentence, before it is read word by word."""
        return not self.classes[name].isdisjoint(words)


@lru_cache(maxsize=64)
@kept
def grammar(lang: str) -> Grammar:
    """The grammar of a language; an empty one where its pack has none."""
    return _compile(pack(lang))


def _compile(data: Pack) -> Grammar:
    raw, described = data.toml("quotes"), data.toml("descriptions")
    elisions = data.words("elisions")

    def forms(words: Iterable[str]) -> frozenset[str]:
        folded = {fold(str(w)) for w in words}
        return frozenset(folded | {w + "'" for w in folded & elisions})  # a token keeps its apostrophe: qu'

    classes = {name: forms(raw.get(name, ())) for name in _SETS}
    pronouns = {
        form: Pronoun(r["gender"], r["number"], r["person"], r["kind"])
        for r in data.table("pronouns")
        for form in sorted(forms([r["form"]]))
    }
    suffixes = {form: p for form, p in pronouns.items() if p.kind == "suffix"}
    pronouns = {form: p for form, p in pronouns.items() if p.kind != "suffix"}
    documents = {fold(r["noun"]): r["kind"] for r in data.table("documents")}
    auxiliaries = frozenset(str(w) for name in ("perfect", "passive", "modals") for w in raw.get(name, ()))
    order = str(raw.get("order", "svo"))
    tags = _FINITE[order] + (() if raw.get("third_person") else ("pres",))
    finite = {form for verb in data.verbs.values() for tag in tags for form in verb.get(tag, ())}
    ending = str(raw.get("third_person", ""))
    present = {form for verb in data.verbs.values() for form in verb.get("pres", ()) if ending and form.endswith(ending)}
    participles = {form for verb in data.verbs.values() for form in verb.get("pp", ())}
    infinitives = {form for verb in data.verbs.values() for form in verb.get("inf", ())}
    endings = {name: tuple(str(e) for e in raw.get(name, ())) for name in _ENDINGS}
    return Grammar(
        data.lang,
        order,
        classes,
        auxiliaries,
        str(raw.get("third_person", "")),
        pronouns,
        suffixes,
        documents,
        **endings,
        finite_forms=frozenset(finite),
        present_forms=frozenset(present),
        infinitives=frozenset(infinitives),
        participles=frozenset(participles),
        plural_persons=tuple((str(e), str(w)) for e, w in raw.get("plural_persons", {}).items()),
        narrator=_phrases(raw.get("narrator", ())),
        labels=_phrases(raw.get("labels", ())),
        title_nouns={fold(title): tuple(fold(w) for w in nouns) for title, nouns in described.get("titles", {}).items()},
        hyponyms=_kinds(described.get("kinds", ())),
        classes_of=_inverted(classes),
        pronoun_openers=frozenset(parts[0] for form in pronouns if len(parts := form.replace("-", " ").split()) > 1),
    )


def _kinds(rows: Iterable[tuple[list[str], list[str]]]) -> dict[str, frozenset[str]]:
    """Rows of two lists: general nouns, and the nouns that are kinds of each."""
    found: dict[str, frozenset[str]] = {}
    for general, kinds in rows:
        for noun in general:
            found[fold(noun)] = frozenset(fold(k) for k in kinds) | found.get(fold(noun), frozenset())
    return found


def _inverted(classes: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The names of the classes of each word."""
    found: dict[str, set[str]] = {}
    for name, words in classes.items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _phrases(rows: Iterable[object]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in rows:
        words = tuple(fold(w) for w in str(row).split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rows, key=lambda r: (-len(r), r))) for first, rows in found.items()}
