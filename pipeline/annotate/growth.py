"""How the name of an organisation grows from its head noun to the right; to the left it does in `frontwards`.

Each rule looks at one token and says where the name goes on (the next token), that it ends (`STOP`), or that it does not apply
(None); the first rule that applies decides. Whether what has grown is a name is decided in `bodies`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.annotate.complements import Span
from pipeline.annotate.heads import Heads, bare
from pipeline.annotate.names import Found
from pipeline.annotate.reading import Reading
from pipeline.annotate.repeats import recurs
from pipeline.languages.roots import PLAIN, roots

STOP = -1
_LONGEST = 16  # tokens behind the head


@dataclass(frozen=True)
class Surroundings:
    """What is known of the article when bodies are sought, by first token: names of the lexicon, offices, tokens at which a head begins."""

    reading: Reading
    heads: Heads
    known: dict[int, Found]
    role_at: dict[int, Span]
    head_at: frozenset[int]


@dataclass
class Growth:
    """What a name has taken in beyond its head."""

    first: int
    last: int
    country: str | None = None
    parent: str | None = None
    topics: int = 0
    adjectives: int = 0
    proper: int = 0
    front: int = 0


class Right:
    """Grows one name to the right of its head."""

    def __init__(self, around: Surroundings, kind: str, first: int, head: int) -> None:
        self.around, self.kind, self.head = around, kind, head
        self.r, self.h = around.reading, around.heads
        self.t, self.w = self.r.tokens, self.r.words
        self.g = Growth(first, head)
        self.purpose = False  # its field stands behind "pour": more of it may follow
        # in a script without capitals every head may be one with a name of its own
        self.upper = self.r.capital[first] or not self.w.latin
        self.definite = not self.w.latin and self._has_article(head)
        self.named = not self.w.latin and bare(self.t.fold[head], self.h.named, self.w.proclitics)

    def _has_article(self, i: int) -> bool:
        f, article = self.t.fold[i], self.w.article
        return f.startswith((article, *(p + article for p in self.w.proclitics), *self.w.for_article))

    def grow(self) -> Growth:
        rules = (
            self._bracket,
            self._demonym,
            self._known,
            self._adjective,
            *(self._latin if self.w.latin else self._glued),
        )
        i = self.head + 1
        while 0 <= i < len(self.t) and self.r.same_sentence(i, self.head) and i - self.head <= _LONGEST:
            step = next((s for s in (rule(i) for rule in rules) if s is not None), STOP)
            if step <= i:
                break
            i = step
        return self.g

    @property
    def _latin(self) -> tuple[Callable[[int], int | None], ...]:
        return (self._capital, self._linked, self._any_adjective, self._tail)

    @property
    def _glued(self) -> tuple[Callable[[int], int | None], ...]:
        return (self._topic, self._for_topic, self._for_whom, self._office, self._own_name, self._inside)

    # ------------------------------------------------------------------ every language
    def _bracket(self, i: int) -> int | None:
        """The acronym of a body inside the name: mission of the Organisation (ORG) in Iraq. Other signs end the name."""
        if self.t.kind[i] == "w":
            return None
        inner = self.around.known.get(i + 1)
        if self.t.text[i] != "(" or inner is None or inner.form != "acronym" or inner.key != self.g.parent:
            return STOP
        k = inner.last + 2
        closed = k < len(self.t) and self.t.text[k - 1] == ")" and self.t.fold[k] in self.h.links
        place = self.around.known.get(k + 1)
        return k if closed and place is not None and place.type == "GPE" else STOP

    def _demonym(self, i: int) -> int | None:
        f, weak = self.around.known.get(i), self.h.weak_demonyms.get(self.t.fold[i])
        if weak is not None and self.t.fold[i - 1] in self.h.behind:  # وزارة الخارجية المالية is that of Mali
            self.g.country = self.g.country or weak
            return self._take(i)
        # الخارجية السعودية: a country's name that is its adjective as well
        as_adjective = f is not None and self.definite and f.type == "GPE" and f.length == 1 and self.t.text[i].endswith(self.h.nisba)
        if f is None or not (f.form == "demonym" or (as_adjective and f.country)):
            return None
        if (self.w.latin and self.r.capital[i] and not self.upper) or (f.offset and not self.w.latin):
            return STOP
        self.g.country = self.g.country or f.country
        self.g.last = f.last
        return f.last + 1

    def _known(self, i: int) -> int | None:
        """A known name directly behind: `mission OTAN`, بعثة الناتو, برلمان العراق."""
        f = self.around.known.get(i)
        if f is None or (self.w.latin and f.type != "ORG" and not self.r.capital[self.head]):
            return None
        if self.definite:
            return None  # what has the article takes no genitive: الاتحاد ليبيا are two names
        if f.offset and not self.t.fold[i].startswith(self.w.case_letters[:1]):
            return None
        if f.type == "ORG":
            if self.g.parent is not None and self.w.latin:
                return STOP
            self.g.parent = self.g.parent or f.key
            self.g.country = self.g.country or f.country
        elif f.type in ("GPE", "LOC"):
            if self.w.latin and not self.upper:
                return STOP
            self.g.country = self.g.country or f.country
            self.g.proper += self.kind != "state"
        self.g.last = f.last
        return STOP if self.kind == "state" or (f.type != "ORG" and not self.w.latin) else f.last + 1

    def _adjective(self, i: int) -> int | None:
        if self.t.fold[i] not in self.h.adjectives:
            return None
        self.g.adjectives += 1
        return self._take(i)

    def _take(self, i: int) -> int:
        self.g.last = i
        return i + 1

    # ------------------------------------------------------------------ Arabic script
    def _topic(self, i: int) -> int | None:
        """A field of work: وزارة الشباب والرياضة."""
        f = self.t.fold[i]
        topics = self.h.topics
        more = self.g.topics > 0 and f[:1] in self.w.proclitics and f[1:] in topics
        if self.kind == "state" or not (f in topics or more or self._is_of_members(i)):
            return None
        self.g.topics += 1
        return self._take(i)

    def _is_of_members(self, i: int) -> bool:
        """Behind the head of a union the noun of whoever is in it, which no list has: نقابة الممرضين."""
        f, w = self.t.fold[i], self.w
        if i != self.head + 1 or not f.startswith(w.article) or i in self.around.known or i in self.around.role_at:
            return False
        return len(f) > 5 and f.endswith(w.plural_end) and bare(self.t.fold[self.head], self.h.of_members, w.proclitics)

    def _for_topic(self, i: int) -> int | None:
        """الاتحاد المغربي لكرة القدم: behind its country, the field with the preposition written on it."""
        f, topics, case = self.t.fold[i], self.h.topics, self.w.case_letters[:1]
        if self.g.country is None or not f.startswith(case):
            return None
        rest = f.removeprefix(case[0])
        if rest not in topics and self.w.article[:1] + rest not in topics:
            return None
        self.g.topics += 1
        return self._take(i)

    def _for_whom(self, i: int) -> int | None:
        """For what or whom: شركة نسيم للطيران, الهيئة المحلية للمسافرين; with the adjective behind it."""
        t, w, g, k = self.t, self.w, self.g, i + 1
        field = t.fold[i].startswith(w.for_article) and len(t.fold[i]) > 4 and i not in self.around.known
        if not field or self.kind != "proper" or g.topics or not (g.proper or (self.definite and g.adjectives)):
            return None
        g.topics += 1
        adjective = self.r.same_sentence(k, i) and t.fold[k].startswith(w.article) and t.fold[k].endswith(w.adjective_end)
        return self._take(k if adjective and k not in self.around.known else i)

    def _office(self, i: int) -> int | None:
        """The office of somebody: مكتب مستشار الأمن القومي."""
        role = self.around.role_at.get(i)
        if role is None or self.g.last != self.head or not bare(self.t.fold[self.head], self.h.of_office, self.w.proclitics):
            return None
        self.g.topics, self.g.last = self.g.topics + 1, role.last
        return STOP

    def _own_name(self, i: int) -> int | None:
        """The one or two words of its own that a party, a group or a company bears."""
        t, w = self.t, self.w
        if not self.named or i > self.head + 2 or self.g.topics or self.g.country or i in self.around.known:
            return None
        f = t.fold[i]
        if f in w.stops or f in w.speech:
            return None
        field = self.r.same_sentence(i + 1, i) and t.fold[i + 1].startswith(w.for_article)
        vague = t.text[i].endswith(("ة", "ا")) and not (field and roots(w.lang).cost(f) != PLAIN)
        if i in self.around.head_at or i in self.around.role_at or f in w.verbs or vague:
            return STOP  # an adjective without the article is no name: "a banned group"
        if self.g.proper and not f.startswith(w.article) and not recurs(self.r, self.head, i):
            return STOP
        self.g.proper += 1
        return self._take(i)

    def _inside(self, i: int) -> int | None:
        """The country in which a mission works: بعثة الناتو في العراق; that of a ministry stays outside its name."""
        place = self.around.known.get(i + 1)
        if self.kind == "topic" and self.g.topics and not self.g.parent and self.t.fold[i] in self.h.inside:
            if place is not None and place.rule == "lexicon.country" and not place.offset:
                self.g.country = self.g.country or place.country
            return STOP
        if self.g.parent and self.t.fold[i] in self.h.inside and place is not None and place.type == "GPE" and not place.offset:
            self.g.country = place.country or self.g.country
            self.g.last = place.last
        return STOP

    # ------------------------------------------------------------------ Latin script
    def _capital(self, i: int) -> int | None:
        """French: a word with a capital behind the head."""
        if not self.upper or self.h.grows_left or not self.r.capital[i] or self.r.dated[i] or i in self.around.role_at:
            return None
        self.g.proper += 1
        return self._take(i)

    def _linked(self, i: int) -> int | None:
        """`of`, `de`, `pour` and what they lead to."""
        t, h = self.t, self.h
        joins = t.fold[i] in h.conjunctions
        if not joins and t.fold[i] not in h.links:
            return None
        j = i + 1
        again = joins and self.r.same_sentence(j, i) and t.fold[j] in h.genitive  # "… et de l'unité"
        j += again
        while self.r.same_sentence(j, i) and t.fold[j] in h.articles:
            j += 1
        if self._takes_words() and self.r.same_sentence(j + 1, i) and t.fold[j] in h.fronted:
            j += 1  # Alliance du bon usage
        if not self.r.same_sentence(j, i) or t.kind[j] != "w" or (self.kind == "state" and t.fold[i] not in h.genitive):
            return STOP
        target = self.around.known.get(j)
        if target is not None and target.form != "demonym":
            return STOP if joins else self._linked_name(i, target)
        if t.fold[j] in h.topics and (not joins or self.g.topics):
            self.g.topics += 1
            return self._take(j)
        if self._any_noun(i, j, again):
            self.g.topics += 1  # Front du renouveau: with a capital of its own the head may take any noun
            return self._take(j)
        return self._linked_capital(i, j, joins) if target is None else STOP

    def _linked_name(self, i: int, target: Found) -> int:
        t, h, g = self.t, self.h, self.g
        if target.type == "ORG":
            if g.parent is not None or (h.grows_left and not self.upper and self.kind != "topic"):
                return STOP
            g.parent = target.key
            g.country = g.country or target.country
            g.last = target.last
            return target.last + 1
        if target.type not in ("GPE", "LOC") or (self.kind == "proper" and not self.upper):
            return STOP
        if t.fold[i] in h.inside and not (g.parent or (g.topics and h.grows_left)):
            return STOP
        g.country = target.country or g.country
        g.proper += self.kind != "state"
        g.last = target.last
        return STOP

    def _any_noun(self, i: int, j: int, again: bool) -> bool:
        """Front du renouveau, Parti de la justice et de l'unité: behind a head with a capital of its own."""
        t, r, around = self.t, self.r, self.around
        if not self._takes_words():
            return False
        if r.capital[j] or len(t.text[j]) < 4 or r.is_stop(j) or j in around.role_at or j in around.head_at:
            return False
        purpose = t.fold[i] not in self.h.genitive
        if t.fold[i] in self.h.conjunctions:
            return self.g.topics > 0 and (again or (self.purpose and j > i + 1))
        if self.g.topics or (purpose and j == i + 1):
            return False
        self.purpose = purpose
        return True

    def _any_adjective(self, i: int) -> int | None:
        """French: Société wallonne des eaux: behind a head with a capital of its own, an adjective that no list has, told by its ending."""
        t, r, around, h = self.t, self.r, self.around, self.h
        if not self._takes_words() or i != self.g.last + 1 or self.g.topics or r.capital[i] or not t.fold[i].endswith(h.adjective_ends):
            return None
        if len(t.text[i]) < 5 or r.is_stop(i) or i in around.known or i in around.role_at or t.fold[i] in self.w.verbs:
            return None
        self.g.adjectives += 1
        return self._take(i)

    def _takes_words(self) -> bool:
        """A head with a capital of its own inside a sentence may take words that no list has."""
        return self.upper and not self.r.initial[self.head] and self.kind == "proper" and not self.h.grows_left

    def _linked_capital(self, i: int, j: int, joins: bool) -> int:
        r, around = self.r, self.around
        if not self.upper or not r.capital[j] or r.dated[j] or self.kind == "state" or j in around.role_at:
            return STOP
        if (joins and (not (self.g.proper or self.g.topics) or j in around.head_at)) or self.t.fold[i] not in self.h.name_links:
            return STOP
        last = j
        while r.same_sentence(last + 1, j) and r.capital[last + 1] and last + 1 not in around.known and last + 1 not in around.role_at:
            last += 1
        self.g.proper += 1
        return self._take(last)

    def _tail(self, i: int) -> int | None:
        """English: capitals go on behind what the name has taken in."""
        if self.h.grows_left and self.upper and self.r.capital[i] and (self.g.proper or self.g.topics or self.g.adjectives):
            return self._take(i)
        return STOP
