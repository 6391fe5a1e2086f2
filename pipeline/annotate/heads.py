"""Head nouns of organisations and what may follow them: `languages/<lang>/org_heads.toml`, compiled.

Which words make a name together is decided in `growth` and `bodies`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.languages import pack
from pipeline.languages.phrases import Phrasebook
from pipeline.text import fold

KINDS = ("state", "topic", "proper")


@dataclass(frozen=True)
class Heads:
    """All words are folded. `book` gives the kind of each head."""

    book: Phrasebook[str]
    nouns: frozenset[str]  # heads of one word
    grows_left: bool  # names grow before the head too: Real Estate Council
    links: frozenset[str]
    genitive: frozenset[str]  # of these, the ones that say whose it is
    inside: frozenset[str]  # before the country in which it works
    name_links: frozenset[str]  # before a word of its own with a capital
    articles: frozenset[str]
    conjunctions: frozenset[str]
    adjectives: frozenset[str]
    topics: frozenset[str]
    named: frozenset[str]  # heads in a script without capitals behind which a name of its own stands
    of_members: frozenset[str]  # the same, behind which the noun of their members stands: نقابة الممرضين
    paired: frozenset[str]  # words that begin a pair before the head: Peace and Security Council
    of_office: frozenset[str]  # heads that belong to an office: مكتب
    weak_demonyms: Mapping[str, str]  # adjectives of countries that are common words too → alpha-3
    behind: frozenset[str]  # directly behind these the country is meant
    fronted: frozenset[str]  # adjectives that stand before their noun: bon usage
    adjective_ends: tuple[str, ...]  # of adjectives that no list has: wallonne
    nisba: tuple[str, ...]  # how the name of a country ends that is its adjective as well: السعودية


@lru_cache(maxsize=16)
def heads(lang: str) -> Heads:
    """The heads of a language; empty ones where it has no pack."""
    p = pack(lang)
    data, demonyms = p.toml("org_heads"), p.toml("demonyms")
    book: Phrasebook[str] = Phrasebook({}, p.words("elisions"), p.words("proclitics"))
    for kind in KINDS:
        for head in data.get(kind, ()):
            book.add(head, kind)

    def get(key: str) -> frozenset[str]:
        return frozenset(fold(x) for x in data.get(key, ()))

    nouns = frozenset(fold(x) for kind in KINDS for x in data.get(kind, ()) if " " not in x)
    return Heads(
        book, nouns, bool(data.get("grows_left")), get("links"), get("genitive"), get("inside"), get("name_links"), get("articles"),
        get("and"), get("adjectives"), get("topics"), get("named"), get("of_members"), get("paired"), get("of_office"),
        {fold(form): code for code, forms in demonyms.get("weak", {}).items() for form in forms},
        frozenset(fold(x) for x in demonyms.get("behind", ())),
        get("fronted"), tuple(fold(x) for x in data.get("adjective_ends", ())),
        tuple(data.get("nisba", ())),
    )  # fmt: skip


def bare(word: str, listed: frozenset[str], proclitics: tuple[str, ...]) -> bool:
    """Whether the word, or what remains of it without a proclitic, is listed."""
    return word in listed or any(word.startswith(p) and word[len(p) :] in listed for p in proclitics)
