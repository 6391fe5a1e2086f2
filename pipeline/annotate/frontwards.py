"""How the name of an organisation grows before its head noun, in languages that put it last: `Iraqi security forces`.

What stands behind the head was taken in by `growth`; whether the whole is a name is decided in `bodies`.
"""

from __future__ import annotations

from pipeline.annotate.growth import Growth, Surroundings

_LEFTMOST = 6  # tokens before the head


class Left:
    """Grows a name that has grown to the right before its head: `Iraqi security forces`, `Real Estate Council`."""

    def __init__(self, around: Surroundings, kind: str, g: Growth) -> None:
        self.r, self.h, self.kind, self.g = around.reading, around.heads, kind, g
        self.t, self.head = self.r.tokens, g.first
        self.ends = {f.last: f for f in around.known.values()}
        self.upper = self.r.capital[g.first]

    def grow(self) -> Growth:
        i = self.head - 1
        while i >= 0 and self.r.same_sentence(i, self.head) and self.head - i <= _LEFTMOST:
            step = self._name(i) if i in self.ends else self._word(i)
            if step >= i:
                break
            i = step
        if not self.g.front and self.upper:  # Supreme Court
            while self.g.first and self._same(self.g.first - 1) and self.t.fold[self.g.first - 1] in self.h.adjectives:
                self.g.first -= 1
                self.g.front += 1
        return self.g

    def _same(self, i: int) -> bool:
        return i >= 0 and self.r.capital[i] and self.r.same_sentence(i, self.head)

    def _name(self, i: int) -> int:
        """A known name: its country, or the body that this one is a part of."""
        f, g = self.ends[i], self.g
        if f.form == "demonym" or (f.type == "GPE" and (self.upper or f.form == "acronym")):
            g.country = g.country or f.country
        elif f.type == "ORG" and (self.upper or self.kind == "topic"):
            g.parent = g.parent or f.key
            g.front += 1
        elif not self.upper:
            return i
        g.first = f.first
        if f.form == "demonym" or f.type == "GPE":
            g.front += self.upper
            while self.upper and self._same(g.first - 1) and self.t.fold[g.first - 1] in self.h.adjectives:
                g.first -= 1  # Royal Moroccan Gendarmerie
            return i
        return f.first - 1

    def _word(self, i: int) -> int:
        t, r, g = self.t, self.r, self.g
        if t.fold[i] == "'s":
            return self._possessive(i)
        if self.upper and t.fold[i] in self.h.conjunctions and self._same(i - 1) and t.fold[i - 1] in self.h.paired:
            g.first = i - 1  # Peace and Security Council
            g.front += 1
            return i - 2
        if t.kind[i] != "w" or r.dated[i]:
            return i - 1 if t.text[i] == "&" and self._same(i - 1) else i
        if t.fold[i] in self.h.adjectives and r.capital[i] == self.upper:
            return i - 1
        if not self.upper or not r.capital[i] or r.loud[i]:
            return i
        if r.initial[i] and (r.is_opener(i) or t.fold[i] in r.words.openers):
            return i
        g.front += 1
        g.first = i
        return i - 1

    def _possessive(self, i: int) -> int:
        """`NATO's International Staff` is one name, `Iraq's Ministry of Defence` is not."""
        f, g = self.ends.get(i - 1), self.g
        if f is not None and f.type in ("ORG", "GPE"):
            g.country = g.country or f.country
            if f.type == "ORG" and self.upper:
                g.parent = g.parent or f.key
                g.first = f.first
                g.front += 1
        return i
