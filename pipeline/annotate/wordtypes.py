"""What the lists, the letters and the roots of a language say of a word by itself, in a script without capitals: once for each word.

An article asks thousands of words and most of them recur, so what is said of one is remembered (in bounded tables: what is remembered
changes no result). Where a word stands is the matter of `windows`, `singles`, `placenames` and `genealogies`; these look only at the tokens
whose mark has the bit they ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.annotate.heads import heads
from pipeline.annotate.namelike import name_odds
from pipeline.annotate.reading import words
from pipeline.annotate.surroundings import cues
from pipeline.languages import pack
from pipeline.languages.roots import COSTLY, NOUN, PLAIN, WEAK, roots
from pipeline.text import fold

_REMEMBERED = 50_000
KNOWN = 1.0  # what a word of the lists of names counts in a run
_ODD = 0.6  # figure that a word needs which begins or ends as inflected words do, in a run
_FROM_GIVEN = 0.5  # figure of a given name with the ending of origin, in a run
_STRANGE = 1.2  # the same of a word alone
_READ = {None: 0.7, COSTLY: 0.0, WEAK: -0.2, PLAIN: -0.35}  # added to the odds, by the cheapest reading as a word of the language
_SHORT = {1: -2.0, 2: -0.8, 3: -0.5, 4: -0.1}  # by the number of letters: short words are explained by chance
LISTED, SURNAME, MAYBE = 1.15, 1.05, 0.5  # alone: a given name or surname of the lists; one that is a common word too
FAMILY, ARTICLE = 0.75, 0.6  # article and ending of a family name, from a given name or not
_PLAIN_WORD = 0.45  # taken off a word alone that a root explains
LEAST = 0.35  # a word alone that reaches less is looked at nowhere

# bits of a mark: forename or particle of names, surname, head of places, head that is part of a place's name, head of bodies, "son of",
# "father of", beginning of a throne name's tail, word that may be a name alone, noun that introduces persons
GIVEN, FAMILIAL, HEAD, FEATURE, BODY, SON, FATHER, TAIL, ALONE, NOUN_OF_PERSON = (1 << n for n in range(10))


class Mark(NamedTuple):
    """Of one word: bits, and the letters of a proclitic before the given name, surname, head or particle (-1: none)."""

    bits: int
    given: int = -1
    surname: int = -1
    head: int = -1
    father: int = -1


class WordTypes:
    """The words of one language."""

    def __init__(self, lang: str) -> None:
        self.w, self.c, self.heads = words(lang), cues(lang), heads(lang)
        self.letters, self.roots = name_odds(lang), roots(lang)
        self._tails = frozenset(t[0] for t in self.c.laqab)
        names = [str(row["name"]) for row in pack(lang).table("forenames")]
        self._seated = frozenset(name for name in names if any(c in name for c in self.w.seats))
        closed = self.c.closing_pair
        self._closings = frozenset((fold(name), name[-1]) for name in names if name[-1] in closed)
        self._closed = frozenset(f for f, _ in self._closings) - {fold(name) for name in names if name[-1] not in closed}
        remembered = lru_cache(_REMEMBERED)
        self.part, self.alone, self.mark = remembered(self._part), remembered(self._alone), remembered(self._mark)
        self.before = remembered(lambda text, f: next(self._told(text, f)))

    def figure(self, folded: str) -> float:
        """How strange a folded word is by its letters and its readings, whatever lists say of it: mean log odds, corrected."""
        return self.letters.of(folded) + _READ[self.roots.cost(folded)] + _SHORT.get(len(folded), 0.0)

    # ------------------------------------------------------------------ as a part of a run
    def _part(self, text: str, f: str) -> float | None:
        """The figure of a word in a run; None for a word that cannot be part of a name."""
        w = self.w
        if f in w.forenames or f in w.surnames:
            return KNOWN
        if f in w.verbs or f.startswith(w.article):
            return None
        odds = self.figure(f)
        if odds < _FROM_GIVEN and self.is_from_given(f):
            return _FROM_GIVEN
        if any(c in text[1:] for c in self.c.inner_seats):
            return None  # فاجأه
        if odds < _ODD and (text.startswith(w.odd_begin) or text.endswith(w.odd_end)):
            return None
        for p in w.proclitics if f[:1] in w.proclitic_letters else ():
            rest = f[len(p) :]
            if len(rest) > 2 and f.startswith(p) and (rest in w.stops or rest in w.verbs or rest in w.speech):
                return None
        return odds

    def is_from_given(self, f: str) -> bool:
        """A family name that is a given name with the ending of origin: حميدي."""
        w = self.w
        base = f[:-1]
        return len(f) > 4 and f.endswith(w.adjective_end[:1]) and base in w.forenames and base not in w.weak_forenames

    # ------------------------------------------------------------------ alone
    def _alone(self, text: str, f: str) -> tuple[int, float]:
        """Letters of a proclitic to leave out, and how much like a name the rest is."""
        if not f or f[0].isascii():
            return 0, -1.0
        best, listed = self._like(text, f)
        offset = 0
        if listed or not f.isalpha():
            return (0, best) if listed else (0, -1.0)
        whole = self.roots.cost(f)
        for p in self.w.proclitics if f[:1] in self.w.proclitic_letters else ():
            rest = f[len(p) :]
            if len(rest) < 3 or not f.startswith(p):
                continue
            if rest in self.w.stops or rest in self.w.verbs or rest in self.w.speech:
                return 0, -1.0
            if p[-1] not in self.w.taken_off or (len(rest) == 3 and whole == PLAIN and self.roots.bearable(f)):
                continue  # لجان: committees
            value, known = self._like(text[len(p) :], rest)
            if not known and (rest[0] in self.w.joint_starts or (p[-1] not in self.w.joiners and whole in (PLAIN, WEAK))):
                continue
            value -= 0.0 if known else max(self.w.taken_off.get(c, 1.0) for c in p)
            if value > best and (known or len(rest) > 3):
                best, offset = value, len(p)
        return offset, best

    def _like(self, text: str, f: str) -> tuple[float, bool]:
        """How much like a name a word without proclitics is, and whether a list says so."""
        w = self.w
        if len(f) < 3 or f in w.stops or text in w.stop_texts:
            return -1.0, False
        if f in w.forenames and not self.is_misread(text, f):
            doubtful = f in w.weak_forenames or f in self.c.common_too
            return (MAYBE if doubtful else LISTED), not doubtful
        if f in w.surnames:
            return SURNAME, True
        if f.startswith(w.article):
            return (-1.0 if text.endswith(w.alef_end) else self.with_article(f)), False
        return self._stranger(text, f), False

    def is_misread(self, text: str, f: str) -> bool:
        """Whether the fold alone makes a word equal to a name: جئنا is not جينا, عمره (his age) not عمرة."""
        if any(c in text for c in self.w.seats) and text not in self._seated:
            return True
        if text.endswith(self.w.never_end) and (f, text[-1]) not in self._closings:
            return True  # أولية is not أوليه
        return f in self._closed and text[-1] in self.c.closing_pair and (f, text[-1]) not in self._closings

    def _stranger(self, text: str, f: str) -> float:
        w = self.w
        cost = self.roots.cost(f)
        if self.is_verb(f) or (len(f) < 4 and cost is not None):
            return -1.0
        if cost == COSTLY and text.endswith(self.c.addressed) and self.roots.cost(f[:-1]) in (PLAIN, WEAK):
            return -1.0  # غيابك
        value = self.figure(f) - (_PLAIN_WORD if cost == PLAIN else 0.0)
        if f in w.weak_surnames:
            return max(value, MAYBE)
        odd = any(c in text[1:] for c in self.c.inner_seats) or (
            value < _STRANGE and (text.startswith(w.odd_begin) or text.endswith(w.odd_end))
        )
        return -1.0 if odd or text.startswith(w.with_article) or text.endswith(w.never_end) else value

    def with_article(self, f: str) -> float:
        """Of a word with the article: is it a family name, or one of the words that end like them?"""
        w = self.w
        if f in w.weak_surnames:
            return FAMILY if f.endswith(w.adjective_end[0]) else MAYBE
        if len(f) < 6 or not f.endswith(w.adjective_end[0]) or f in self.c.nisba:
            return -1.0
        base = f[len(w.article) : -1]
        if base in w.forenames or base in w.surnames:
            return FAMILY
        return ARTICLE if self.roots.kinds(f[len(w.article) :]) in (0, NOUN) else -1.0

    # ------------------------------------------------------------------ as the word before or behind a name
    def _told(self, text: str, f: str) -> Iterator[str]:
        """What a word tells of a name behind it: person, body, said, match, place, clause, verb, grammar, definite or noun; first the one
        that counts."""
        w, c = self.w, self.c
        stop = text in w.stop_texts or f in w.plain_stops
        for name, holds in (
            ("person", f in c.person_before or f in c.person_nouns),
            ("body", self.listed(f, c.bodies)),
            (
                "said",
                (self.listed(f, w.speech) and not stop) or (text in w.stop_texts and f in w.speech and f not in c.places | c.never_said),
            ),
            ("match", self.listed(f, c.matches)),
            ("place", self.listed(f, c.places)),
            ("clause", f in c.clauses),
            ("verb", self.listed(f, w.verbs)),
            ("grammar", stop),
            ("verb", self.is_verb(f)),
            ("definite", f.startswith((w.article, *w.for_article))),
        ):
            if holds:
                yield name
        yield "noun"

    def listed(self, f: str, listed: frozenset[str]) -> bool:
        """Whether the word is listed, with or without one letter of a proclitic."""
        return f in listed or (len(f) > 3 and f[0] in self.w.proclitic_letters and f[1:] in listed)

    def is_verb(self, f: str) -> bool:
        kinds = self.roots.kinds(f)
        return f in self.w.speech or f in self.w.verbs or (kinds > 0 and not kinds & NOUN)

    def is_shaped(self, text: str, f: str) -> bool:
        """A word that may be part of a name although no list has it: its shape is that of no other word."""
        w = self.w
        if len(f) < 2 or f in w.verbs or text.endswith(w.not_end) or text.startswith(w.not_begin):
            return False
        for p in w.proclitics if f[:1] in w.proclitic_letters else ():
            rest = f[len(p) :]
            if f.startswith(p) and rest in w.plain_stops:
                return False  # فقد
            if len(rest) < 3 or not f.startswith(p):
                continue
            if rest in w.stops or rest in w.verbs or rest in w.speech or (rest in w.forenames and rest not in w.weak_forenames):
                return False
        return True

    # ------------------------------------------------------------------ what may begin here
    def _mark(self, text: str, f: str) -> Mark:
        w, c = self.w, self.c
        if not f or not text[0].isalpha():
            return _NOTHING
        given, surname, head, father, bits = -1, -1, -1, -1, 0
        if f in w.forenames or f in w.kin or (len(f) > 7 and any(f.startswith(k + w.article) for k in w.kin)):
            given = 0
        heads_here: dict[int, int] = {}
        for p in ("", *w.proclitics) if f[:1] in w.proclitic_letters else ("",):
            if not f.startswith(p):
                continue
            n, rest = len(p), f[len(p) :]
            if given < 0 and n and len(rest) >= 4 and rest in w.forenames and rest not in w.weak_forenames and rest not in w.stops:
                given = n
            if surname < 0 and len(rest) >= 3 and rest in w.surnames:
                surname = n
            if father < 0 and rest in c.fathers:
                father = n
            for bit, listed in ((HEAD, c.heads), (FEATURE, c.features), (BODY, self.heads.named), (BODY, c.silent), (BODY, c.quoted)):
                if rest in listed:
                    heads_here.setdefault(bit, n)
        for bit, n in heads_here.items():
            bits |= bit
            head = n if bit == FEATURE or head < 0 else head
        bits |= GIVEN * (given >= 0) | FAMILIAL * (surname >= 0) | FATHER * (father >= 0)
        bits |= NOUN_OF_PERSON * any(self.listed(f, nouns) for nouns in (c.person_nouns, c.person_before, c.naming, c.groups))
        bits |= SON * (f in c.sons) | TAIL * (f in self._tails) | ALONE * (self.alone(text, f)[1] >= LEAST)
        return Mark(bits, given, surname, head, father) if bits else _NOTHING


_NOTHING = Mark(0)


@lru_cache(maxsize=16)
def word_types(lang: str) -> WordTypes:
    """Of one language; useful for scripts without capitals only."""
    return WordTypes(lang)
