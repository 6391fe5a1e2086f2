"""What the name finders look at: the tokens of one article with what shape and word lists say of each.

A `Reading` is built once an article and only read afterwards. Rules that decide belong to `bodies`, `roles` and `persons`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from pipeline.languages import pack, shared
from pipeline.languages.shelf import kept
from pipeline.model import DateMention
from pipeline.text import Tokens, fold

OPENING = frozenset("\"'“‘«([„-–—•*:")
SENTENCE_ENDS = frozenset(".!?…")
CLOSING_QUOTES = frozenset("\"'”’»")


@dataclass(frozen=True)
class Words:
    """The word lists of one language that finders use, folded. Built once a language."""

    lang: str
    latin: bool
    articles: frozenset[str]
    particles: frozenset[str]
    openers: frozenset[str]
    opener_endings: tuple[str, ...]
    stops: frozenset[str]
    stop_texts: frozenset[str]  # the same, as written: folding makes one word of على and علي
    of: frozenset[str]
    genitive: frozenset[str]  # of these, the ones that say whose an office is
    abroad: frozenset[str]  # words before the place to which somebody is sent
    about: frozenset[str]
    bare_about: frozenset[str]  # of these, the ones that need an article or a capital behind them
    inner: frozenset[str]
    determiners: frozenset[str]
    maybe_place: frozenset[str]
    personal: frozenset[str]  # particles that only names of persons have
    glued: frozenset[str]  # of these, the ones that a hyphen ties to the next word (al-, el-)
    kin: frozenset[str]
    joints: frozenset[str]  # as written
    fronts: bool  # a country or body stands before the office: Iraqi prime minister
    case_letters: tuple[str, ...]  # prepositions written on the word that a genitive may have
    for_article: tuple[str, ...]  # the preposition "for" and the article, written on the word
    article: str  # of a language that glues it to the word
    not_begin: tuple[str, ...]
    not_end: tuple[str, ...]
    odd_end: tuple[str, ...]  # of these, the ones that are rare in foreign names too
    odd_begin: tuple[str, ...]  # the same of beginnings
    tails: frozenset[str]  # words with the article that end a given name: نور الدين
    office_adjectives: frozenset[str]  # with the article, behind an office: the new one
    no_genitive: frozenset[str]  # words with the article that say nothing of whose an office is
    possessives: tuple[str, ...]  # written on the word
    both: frozenset[str]  # words that stand between two of a kind: and
    vessels: frozenset[str]  # words before the name of a ship
    vessel_marks: frozenset[str]  # words that begin one
    given_titles: frozenset[str]  # titles that are given names where no article stands before
    named_places: frozenset[str]  # nouns in small letters that are part of a place's name: mer Celtique
    named_bodies: frozenset[str]  # the same of bodies: institut Pasteur
    ranges: frozenset[str]  # words between two places: from X to Y
    taken_off: dict[str, float]  # letters of a proclitic: how much more like a name a word alone must be without it
    joins: frozenset[str]  # words between two offices that one person holds: and, as well as
    exemplary: frozenset[str]  # words before an example: such as, like
    bare_apposition: bool  # an apposition needs no article: X, village du sud
    verb_endings: tuple[str, ...]  # of words that are verbs behind a name
    behalf: frozenset[str]  # words behind which stands for whom somebody speaks
    person_before: frozenset[str]  # words before persons rather than places
    adjective_end: tuple[str, ...]
    plural_end: tuple[str, ...]
    place_before: frozenset[str]
    loc_after: frozenset[str]
    loc_before: frozenset[str]
    events: frozenset[str]
    place_events: frozenset[str]
    forenames: dict[str, str]  # folded name -> gender or ""
    weak_forenames: frozenset[str]  # also common words
    surnames: frozenset[str]  # of persons whom the news of the world names by the surname alone
    weak_surnames: frozenset[str]
    speech: frozenset[str]  # forms of verbs of saying
    verbs: frozenset[str]  # finite forms of all verbs of the pack
    proclitics: tuple[str, ...]
    proclitic_letters: frozenset[str]
    seats: str  # letters that the fold makes equal to others
    alef_end: tuple[str, ...]  # as written: an ending that the fold makes equal to that of family names
    never_end: tuple[str, ...]  # as written: endings that no name from abroad has
    with_article: tuple[str, ...]  # a proclitic and the article, as written
    joiners: str  # letters of conjunctions written on the word, the commonest first
    joint_starts: frozenset[str]  # letters behind which such a letter is more often the name's own

    @cached_property
    def plain_stops(self) -> frozenset[str]:
        """Stop words that are no given names."""
        return self.stops - self.forenames.keys()


def _verbs(lang: str, latin: bool) -> tuple[frozenset[str], frozenset[str]]:
    """Forms of the verbs of saying, and finite forms of all verbs of the pack."""
    p = pack(lang)
    spoken = {fold(row["lemma"]) for row in p.table("verbs_speech")}
    finite = {"pres", "past", "imp", "fut", "cond", "perf", "impf"}
    verbs: set[str] = set()
    speech: set[str] = set()
    for lemma, forms in sorted(p.verbs.items()):
        for tag, found in forms.items():
            if tag in finite:
                verbs.update(f for f in found if " " not in f)
                if lemma in spoken:
                    speech.update(f for f in found if " " not in f)
            elif tag == "pp" and lemma in spoken and latin:
                speech.update(f for f in found if " " not in f)
    return frozenset(speech), frozenset(verbs)


@lru_cache(maxsize=16)
@kept
def words(lang: str) -> Words:
    """Word lists of a language; empty ones where it has no pack."""
    p = pack(lang)
    lists = p.toml("names")
    latin = str(p.settings.get("script", "Latn")) == "Latn"

    def get(key: str) -> frozenset[str]:
        return frozenset(fold(w) for w in lists.get(key, ()))

    forenames: dict[str, str] = {}
    weak: set[str] = set()
    stops, stop_texts = get("stops"), frozenset(lists.get("stops", ()))
    for row in shared().table("forenames") if latin else p.table("forenames"):
        name = fold(row["name"])
        if row["name"] in stop_texts:
            continue
        forenames[name] = row.get("gender", "")
        if row.get("weak") or name in stops:
            weak.add(name)
    for row in shared().table("given_names"):
        for name in row["latin" if latin else "arabic"].split("|"):
            if name not in stop_texts:
                forenames.setdefault(fold(name), "")
                if fold(name) in stops:
                    weak.add(fold(name))
    surnames = {fold(row["name"]) for row in (shared() if latin else p).table("surnames") if not row.get("weak")}
    weak_surnames = {fold(row["name"]) for row in p.table("surnames") if row.get("weak")}
    speech, verbs = _verbs(lang, latin)

    def endings(key: str) -> tuple[str, ...]:
        return tuple(fold(e) for e in lists.get(key, ()))

    def written(key: str) -> tuple[str, ...]:
        return tuple(str(e) for e in lists.get(key, ()))

    return Words(
        lang=lang, latin=latin, articles=get("articles"), particles=get("particles"), openers=get("openers"),
        opener_endings=endings("opener_endings"), stops=stops, stop_texts=stop_texts, of=get("of"),
        genitive=get("genitive"), abroad=get("abroad"), about=get("about"),
        bare_about=get("bare_about"), inner=get("inner"), determiners=get("determiners"), maybe_place=get("maybe_place"),
        personal=get("personal"), glued=get("glued"), kin=get("kin"), joints=frozenset(written("joints")),
        fronts=bool(lists.get("fronts")), case_letters=endings("case_letters"), for_article=endings("for_article"),
        article=fold(str(lists.get("article", "\u0000"))), not_begin=written("not_begin"), not_end=written("not_end"),
        odd_end=written("odd_end"),
        odd_begin=written("odd_begin"), tails=get("tails"), person_before=get("person_before"),
        named_places=get("named_places"), named_bodies=get("named_bodies"),
        taken_off={fold(str(k)): float(v) for k, v in lists.get("taken_off", {}).items()},
        joins=get("joins"), ranges=get("ranges"), exemplary=get("exemplary"),
        bare_apposition=bool(lists.get("bare_apposition")), verb_endings=endings("verb_endings"),
        behalf=get("behalf"),
        office_adjectives=get("office_adjectives"), both=get("both"), possessives=written("possessives"),
        no_genitive=get("no_genitive"),
        vessels=get("vessels"), vessel_marks=get("vessel_marks"),
        given_titles=get("given_titles"),
        adjective_end=endings("adjective_end"), plural_end=endings("plural_end"), place_before=get("place_before"),
        loc_after=get("loc_after"), loc_before=get("loc_before"), events=get("events"), place_events=get("place_events"),
        forenames=forenames, weak_forenames=frozenset(weak), surnames=frozenset(surnames), weak_surnames=frozenset(weak_surnames),
        speech=speech, verbs=verbs, proclitics=tuple(sorted(p.words("proclitics"), key=lambda x: (-len(x), x))),
        proclitic_letters=frozenset(x[0] for x in p.words("proclitics") if x),
        seats=str(lists.get("seats", "")), alef_end=written("alef_end"), never_end=written("never_end"),
        with_article=written("with_article"),
        joiners=str(lists.get("joiners", "")), joint_starts=frozenset(str(lists.get("joint_starts", ""))),
    )  # fmt: skip


def bare_word(word: str, offset: int, w: Words) -> str:
    """A folded word without the proclitic that its first `offset` letters are; the alef that a preposition took from an article
    behind it (للحكومة) comes back."""
    rest = word[offset:]
    return w.article[:1] + rest if offset and word[offset - 1 : offset + 1] in w.for_article else rest


def without_article(word: str, w: Words) -> str:
    """Without an article written on the word: البرغوثي and برغوثي are one surname."""
    n = len(w.article)
    return word[n:] if word.startswith(w.article) and len(word) > n + 2 else word


@dataclass(frozen=True)
class Reading:
    """One article as the finders see it: parallel to its tokens."""

    tokens: Tokens
    words: Words
    capital: tuple[bool, ...]  # begins with a capital letter
    initial: tuple[bool, ...]  # first word of a sentence or of a quotation: its capital proves nothing
    loud: tuple[bool, ...]  # in a sentence where (nearly) every word has a capital: no capital proves anything
    dated: tuple[bool, ...]  # inside a date
    lower: frozenset[str]  # words that the article also writes without a capital

    def places(self, folded: str) -> Sequence[int]:
        """The tokens that are this word."""
        return self.tokens.places.get(folded, ())

    def same_sentence(self, i: int, j: int) -> bool:
        sentence = self.tokens.sentence
        n = len(sentence)
        return 0 <= i < n and 0 <= j < n and sentence[i] == sentence[j]

    def word(self, i: int) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens.kind[i] == "w"

    def is_stop(self, i: int) -> bool:
        """A word of grammar that ends names and complements."""
        return self.tokens.text[i] in self.words.stop_texts or self.tokens.fold[i] in self.words.plain_stops

    def is_particle(self, i: int) -> bool:
        f = self.tokens.fold[i]
        return f in self.words.particles or f.rstrip("'") in self.words.particles

    def is_placed(self, i: int) -> bool:
        """Whether the word before says that a place follows (in, near), or begins the sentence and is no name (From X, the mayor wrote)."""
        before = i - 1
        if not self.same_sentence(before, i):
            return False
        return self.tokens.fold[before] in self.words.place_before or (self.initial[before] and self.is_stop(before))

    def is_opener(self, i: int) -> bool:
        """A word that stands with a capital only because it begins a sentence, as far as the lists and the article itself tell."""
        w = self.tokens.fold[i].rstrip("'’")
        stem, apostrophe, rest = w.partition("'")
        if apostrophe and rest and stem in self.words.openers and not self.tokens.text[i][len(stem) + 1 :][:1].isupper():
            return True  # I'm, he'd
        if w in self.words.openers or w in self.lower or self.tokens.fold[i] in self.words.openers:
            return True
        return len(w) > 5 and any(w.endswith(e) for e in self.words.opener_endings) and w not in self.words.forenames


def read(tokens: Tokens, lang: str, dates: tuple[DateMention, ...]) -> Reading:
    """Shape of every token. `dates` may lie outside the kept lines; those are ignored."""
    n = len(tokens)
    texts, kinds, sentence = tokens.text, tokens.kind, tokens.sentence
    capital = tuple([kind == "w" and text[0].isupper() for text, kind in zip(texts, kinds, strict=True)])
    initial = [True] * n
    at_start = True  # of the sentence, but for signs that open one
    for i in range(1, n):
        if sentence[i] != sentence[i - 1]:
            at_start = True
        elif texts[i - 1] not in OPENING:
            initial[i] = at_start = False
        else:
            initial[i] = at_start or texts[i - 1] != "("
    counts: dict[int, list[int]] = {}
    for text, kind, upper, number in zip(texts, kinds, capital, sentence, strict=True):
        if kind == "w" and len(text) > 3:
            c = counts.setdefault(number, [0, 0])
            c[0] += upper
            c[1] += 1
    ended = {number for text, number in zip(texts, sentence, strict=True) if text in SENTENCE_ENDS}
    # headlines have no full stop: Sauter beat Veldkamp and Igarashi.
    shouted = {s for s, (caps, total) in counts.items() if total >= 4 and caps >= (1.0 if s in ended else 0.75) * total}
    dated = [False] * n
    for d in dates:
        i = tokens.at(d.start)
        while i < n and tokens.start[i] < d.end:
            dated[i] = tokens.start[i] >= d.start
            i += 1
    lower = frozenset(
        [
            f
            for f, text, kind, tied in zip(tokens.fold, texts, kinds, tokens.joined, strict=True)
            if kind == "w" and not tied and text[0].islower()
        ]
    )
    return Reading(
        tokens,
        words(lang),
        capital,
        tuple(initial),
        tuple([number in shouted for number in sentence]) if shouted else (False,) * n,
        tuple(dated),
        lower,
    )
