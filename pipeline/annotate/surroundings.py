"""What the words around tell of a name, in a script without capitals: lists of `languages/<lang>/names.toml`, compiled.

Which name stands there is decided in `singles` and `placenames`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import pack
from pipeline.text import fold


@dataclass(frozen=True)
class Cues:
    """All words are folded."""

    person_nouns: frozenset[str]  # with the article, before a person: the painter
    person_before: frozenset[str]  # his brother, her colleague
    places: frozenset[str]  # prepositions and nouns before a place
    bodies: frozenset[str]  # nouns before a club, a firm, a newspaper
    matches: frozenset[str]  # verbs and prepositions of contests
    clubs: frozenset[str]  # words that tell that the contest is one of clubs
    nisba: frozenset[str]  # words with article and the ending of family names that are none
    heads: frozenset[str]  # of places, before the name: the town of
    loose_heads: frozenset[str]  # of these, the ones that other words follow too
    features: frozenset[str]  # heads that are part of the name: Lake
    toponyms: frozenset[str]  # first words of names of places of two words
    silent: frozenset[str]  # heads of bodies that are no part of the name: the newspaper X
    quoted: frozenset[str]  # heads of bodies behind which only what stands between marks is a name
    ordinals: frozenset[str]
    ordinal_tails: frozenset[str]
    common_too: frozenset[str]  # given names that are common words: not enough alone
    laqab: tuple[tuple[str, ...], ...]  # what ends the throne names of caliphs
    dotless: frozenset[str]  # as written: names that are prepositions where the article leaves out the dots
    dotless_marks: frozenset[str]  # as written: words that tell that it does
    relatives: frozenset[str]  # words behind "son of" that are no names: uncle
    sons: frozenset[str]
    son_alone: str  # the one that may begin a name: ابن
    begins: frozenset[str]  # particles that begin a name: عبد, أبو
    fathers: frozenset[str]
    houses: frozenset[str]  # as written: آل
    no_laqab: frozenset[str]  # words with the article that praise God rather than name a caliph
    mothers: frozenset[str]  # as written: what begins a name behind a title only
    addressed: tuple[str, ...]  # as written: endings that say "your"
    closing_pair: str  # letters at the end of words that the fold makes equal
    inner_seats: str  # letters that stand inside words of the language, in names from abroad only at the beginning
    naming: frozenset[str]  # behind which any word is a name: called
    groups: frozenset[str]  # nouns in the plural or dual before several persons
    adverb_end: tuple[str, ...]  # as written: the ending of nouns that are adverbs
    genitive_father: str  # the form of "father of" that is "my father" too
    never_said: frozenset[str]  # words of grammar that are forms of verbs of saying too
    doubles: frozenset[tuple[str, ...]]  # given names of two words
    clauses: frozenset[str]  # words that begin a clause with its subject: that


@lru_cache(maxsize=16)
def cues(lang: str) -> Cues:
    """The lists of a language; empty ones where its pack has none."""
    lists = pack(lang).toml("names")

    def get(key: str) -> frozenset[str]:
        return frozenset(fold(w) for w in lists.get(key, ()))

    return Cues(
        get("person_nouns"), get("person_before_any"), get("place_cues"), get("body_cues"), get("match_verbs"), get("club_words"),
        get("common_nisba"), get("place_heads"), get("loose_heads"), get("named_features"), get("toponym_words"), get("silent_heads"),
        get("quoted_heads"), get("ordinals"), get("ordinal_tails"), get("common_too"),
        tuple(tuple(fold(w) for w in str(x).split()) for x in lists.get("laqab_tails", ())),
        frozenset(map(str, lists.get("dotless", ()))), frozenset(map(str, lists.get("dotless_marks", ()))), get("relatives"),
        get("sons"), fold(str(lists.get("son_alone", ""))), get("begins"), get("fathers"), frozenset(map(str, lists.get("houses", ()))),
        get("no_laqab"), frozenset(map(str, lists.get("mothers", ()))), tuple(map(str, lists.get("addressed", ()))),
        str(lists.get("closing_pair", "")), str(lists.get("inner_seats", "")), get("naming_words"), get("person_groups"),
        tuple(map(str, lists.get("adverb_end", ()))), fold(str(lists.get("genitive_father", "\0"))), get("never_said"),
        frozenset(tuple(fold(w) for w in str(x).split()) for x in lists.get("double_names", ())),
        get("clause_words"),
    )  # fmt: skip
