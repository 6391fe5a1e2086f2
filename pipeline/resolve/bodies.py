"""What a body is, whatever the language of its name: the ministry of defence of a country, the front for the renewal of a region.

Here stands the reading of an organisation's name into concepts (`languages/shared/body_words.tsv`, then the bilingual lexicon), its
country's words left out, and the proper words that no lexicon translates. Two names that read alike name one body; which local entities
become one is decided in `unlisted.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import languages, pack, shared
from pipeline.languages.shelf import kept
from pipeline.resolve import institutions
from pipeline.resolve.lexicon import names_of_country, place_of_name
from pipeline.resolve.likeness import cognates
from pipeline.resolve.sounds import coarse, readings, word_similarity
from pipeline.resolve.wording import concept_of, empty_words, stem
from pipeline.text import fold, script_of

ALIKE = 0.8  # two proper words in two scripts
_NOT_FAR, _AS_ONE = 0.7, 0.85  # of names without a word that a list knows: the least alike word, and the mean of all
_LONGEST = 12  # words of a name that are read


@dataclass(frozen=True, slots=True)
class Reading:
    """A body's name: what its words mean (sorted), and the words that are names themselves. `is_state`: each country has its own.
    `kind`: which of the bodies that most countries have it names, beside its country nothing else (`institutions`)."""

    concepts: tuple[str, ...]
    proper: tuple[str, ...]
    is_state: bool
    kind: str | None = None


@lru_cache(maxsize=16)
def _demonyms(lang: str) -> Mapping[str, tuple[str, ...]]:
    """Country → how the folded words begin that say that something is of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in pack(lang).table("demonyms"):
        for cell in (row.get("stems"), row.get("forms")):
            found[row["code"]].update(fold(form) for form in (cell or "").split("|") if form)
    for code, forms in pack(lang).toml("demonyms").get("weak", {}).items():
        found[code].update(fold(form) for form in forms)
    return {code: tuple(sorted(stems)) for code, stems in found.items()}


@lru_cache(maxsize=16)
def _stems(lang: str) -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """First two letters → (stem, concept, kind), longest stems first."""
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for number, row in enumerate(shared().table("body_words")):
        for cell in filter(None, (row.get(lang) or "").split("|")):
            found[fold(cell)[:2]].append((fold(cell), f"o{number}", row["kind"]))
    return {key: tuple(sorted(rows, key=lambda r: (-len(r[0]), r))) for key, rows in found.items()}


def _listed(word: str, lang: str) -> tuple[str, str] | None:
    """Concept and kind of the longest stem of the body words that a word begins with."""
    for begin, concept, kind in _stems(lang).get(word[:2], ()):
        if word == begin[:-1] if begin.endswith(".") else (word.startswith(begin) and len(word) - len(begin) <= 5):
            return concept, kind
    return None


def _is_of(word: str, own: tuple[str, ...]) -> bool:
    return any(word.startswith(begin) and len(word) - len(begin) <= 4 for begin in own)


@dataclass(frozen=True, slots=True)
class _Word:
    folded: str
    bare: str  # without proclitics and article
    joined: bool  # stands behind "and"


def _words(name: str, lang: str, country: str | None) -> list[_Word]:
    """The words of a name; empty ones and those of its country are left out."""
    own: tuple[str, ...] = ()
    codes: frozenset[str] = frozenset()
    if country is not None:
        full = [fold(n).replace("-", " ") for n in names_of_country(country)]
        own = tuple(begin.removeprefix("ال") for begin in _demonyms(lang).get(country, ())) + tuple(
            word for n in full for word in n.split() if len(word) > (2 if " " in n else 3)
        )
        codes = frozenset(n.replace(".", "") for n in full if " " not in n)
    tokens = pack(lang).tokenise(name)
    conjunctions = tuple(fold(c) for c in pack(lang).toml("org_heads").get("and", ()))
    proclitics = pack(lang).words("proclitics")
    out = []
    joined = False
    for word, sign in list(zip(tokens.fold, tokens.kind, strict=True))[:_LONGEST]:
        bare, _ = stem(word, lang)
        joined = joined or word in conjunctions or any(word != bare and word.startswith(c) for c in conjunctions if c in proclitics)
        if sign == "p":
            continue
        if word in empty_words(lang) or len(word.rstrip("'’")) < 2 or _is_of(word, own) or _is_of(bare, own):
            continue
        if word.replace(".", "") not in codes:
            out.append(_Word(word, bare, joined))
            joined = False
    return out


@lru_cache(maxsize=16)
@kept
def _kinds(lang: str) -> tuple[Mapping[frozenset[str], str], Mapping[tuple[str, ...], str]]:
    """Kinds of institutions by the words of their names in one language, and by what these mean where that is said of one kind only."""
    by_words = {frozenset(w.bare for w in _words(name, lang, None)): kind for name, kind in institutions.names(lang)}
    meant: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for other in languages():
        for name, kind in institutions.names(other):
            concepts, proper, _ = _concepts(_words(name, other, None), other)
            if concepts and not proper:
                meant[concepts].add(kind)
    return by_words, {concepts: next(iter(kinds)) for concepts, kinds in meant.items() if len(kinds) == 1}


def _kind(words: list[_Word], concepts: tuple[str, ...], proper: tuple[str, ...], lang: str) -> str | None:
    by_words, by_concepts = _kinds(lang)
    for chosen in (words, [w for w in words if (_listed(w.folded, lang) or _listed(w.bare, lang) or ("", ""))[1] != "light"]):
        kind = by_words.get(frozenset(w.bare for w in chosen))
        if kind is not None:
            return kind
        for i in range(2, len(chosen)):  # Ministry of Foreign Affairs and Expatriates
            wide = by_words.get(frozenset(w.bare for w in chosen[:i])) if chosen[i].joined else None
            if wide in institutions.WIDE:
                return wide
    return by_concepts.get(concepts) if not proper else None


def _concepts(words: list[_Word], lang: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Concepts of words, sorted; the words that have none; whether one is of what each country has."""
    concepts: dict[str, str] = {}
    proper: list[str] = []
    for word, bare, joined in ((w.folded, w.bare, w.joined) for w in words):
        found = _listed(word, lang) or _listed(bare, lang)
        if found is None:
            concept = place_of_name(word) or place_of_name(bare) or concept_of(word, lang) or concept_of(bare, lang)
            found = (concept, "") if concept is not None else None
        if found is not None:
            concepts[found[0]] = found[1]
        else:
            proper.append(_own_word(word, bare, joined, lang))
    told = [c for c, kind in concepts.items() if kind != "light"] or list(concepts)
    return tuple(sorted(told)), tuple(dict.fromkeys(proper)), "state" in concepts.values()


def _own_word(word: str, bare: str, joined: bool, lang: str) -> str:
    """A word that no list knows, without an article or a conjunction: whether another letter before it is a proclitic cannot be told."""
    article = str(pack(lang).settings.get("article", "")) or "\0"
    lost = word.removesuffix(bare)
    return bare if joined or (len(lost) > 1 and lost.endswith(article[-1])) else word


@lru_cache(maxsize=16_384)
def read_body(name: str, lang: str, country: str | None) -> Reading:
    """A body's name as concepts and proper words; the words of its country are left out."""
    words = _words(name, lang, country)
    concepts, proper, is_state = _concepts(words, lang)
    kind = _kind(words, concepts, proper, lang)
    return Reading(concepts, proper, is_state or kind is not None, kind)


@lru_cache(maxsize=16)
@kept
def _names_of_listed(lang: str) -> Mapping[tuple[str, frozenset[str]], str]:
    """(country, words of a name without those of the country) → the one organisation of the lexicon; names of two words or more."""
    found: dict[tuple[str, frozenset[str]], set[str]] = defaultdict(set)
    for row in shared().table("orgs"):
        for name in filter(None, (row.get(lang) or "").split("|")) if row.get("country") else ():
            words = frozenset(w.bare for w in _words(name, lang, row["country"]))
            if len(words) > 1:
                found[row["country"], words].add(row["id"])
    return {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}


@lru_cache(maxsize=16_384)
def listed(name: str, lang: str, country: str | None) -> str | None:
    """The organisation of the lexicon that a name with its country means: the Liberal Democratic Party of Japan, in any order of words."""
    if country is None:
        return None
    return _names_of_listed(lang).get((country, frozenset(w.bare for w in _words(name, lang, country))))


def body_key(name: str, lang: str, country: str | None) -> str | None:
    """The concepts of a body's name, equal for its names in other languages; None where a word of it is unknown or no country is."""
    if country is None:
        return None
    found = read_body(name, lang, country)
    return "+".join(found.concepts) if found.concepts and not found.proper else None


@lru_cache(maxsize=65_536)
def _one_word(a: str, b: str) -> bool:
    if script_of(a) == script_of(b):
        return a == b or cognates(min(a, b), max(a, b))
    return word_similarity(min(a, b), max(a, b)) >= ALIKE


@lru_cache(maxsize=65_536)
def word_keys(word: str) -> tuple[str, tuple[str, ...]]:
    """Keys under which a proper word meets its like: with words of its script as it begins, with those of others by its first consonant."""
    return word[:4], tuple(sorted({coarse(read)[:1] for read in readings(word)}))


def is_translation(a: Reading, b: Reading) -> bool:
    """Whether two names say the same: the same concepts, and each proper word has its own in the other. Names of proper words alone are
    one where two words or more sound alike in two scripts."""
    if a.concepts != b.concepts or len(a.proper) != len(b.proper):
        return False
    if not a.concepts:
        return len(a.proper) > 1 and _sounds_alike(a.proper, b.proper)
    free = list(b.proper)
    for word in a.proper:
        partner = next((other for other in free if _one_word(word, other)), None)
        if partner is None:
            return False
        free.remove(partner)
    return True


def _sounds_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether words in two scripts sound alike, in their order: none far apart, and as good as one on the whole."""
    if any(script_of(x) == script_of(y) for x, y in zip(a, b, strict=True)):
        return False
    alike = [word_similarity(min(x, y), max(x, y)) for x, y in zip(a, b, strict=True)]
    return min(alike) >= _NOT_FAR and sum(alike) / len(alike) >= _AS_ONE
