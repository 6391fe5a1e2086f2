"""Sentences, headlines and captions about one invented story: its persons, places, bodies and matters recur."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from pagegen.pools import Pool

_SIGNS = " .,;:!?…-–—«»„“”‘’\"'()、，。！？：；「」؟،"
_QUOTES = {"fr": ("« ", " »"), "de": "„“", "pl": "„”", "ru": "«»", "el": "«»", "es": "«»", "ar": '""', "ja": "「」", "ko": "''"}
_STRAYS = 0.12  # share of names that belong to nobody in the story


class Story:
    """A topic with its own names. Each call draws anew, so the same template gives other words."""

    def __init__(self, rng: Random, pool: Pool, site: str, topic: str | None = None, share: Story | None = None) -> None:
        self.rng, self.pool, self.site = rng, pool, site
        self.topic = topic or rng.choice(tuple(pool.topics))
        self.people = [(rng.choice(pool["given"]), rng.choice(pool["family"])) for _ in range(rng.randint(1, 4))]
        self.places = rng.sample(pool["places"], rng.randint(1, 3))
        self.bodies = rng.sample(pool["bodies"], rng.randint(1, 2))
        matters = pool.topics[self.topic]
        self.matters = rng.sample(matters, rng.randint(3, min(10, len(matters))))
        self.year = rng.randint(2008, 2026)
        self._decks: dict[str, list[str]] = {}
        self._matters_aside = rng.sample(pool.topics[rng.choice(tuple(pool.topics))], 6)
        if share is not None:
            if rng.random() < 0.5:
                self.people[0] = rng.choice(share.people)
            else:
                self.places[0] = rng.choice(share.places)

    def fill(self, template: str, headline: str = "") -> str:
        """The template with its slots filled; capital at the start."""
        text = template.format_map(_Slots(self, headline))
        return text[:1].upper() + text[1:]

    def draw(self, name: str) -> str:
        """A template; none comes again before all have come."""
        deck = self._decks.get(name)
        if not deck:
            deck = self._decks[name] = list(self.pool[name])
            self.rng.shuffle(deck)
        return deck.pop()

    def any_of(self, name: str) -> str:
        return self.fill(self.draw(name))

    def sentence(self) -> str:
        rng, pool = self.rng, self.pool
        kind = rng.random()
        if kind < 0.18:
            return self.any_of("quotes")
        if kind < 0.26:
            return self.any_of("shorts")
        text = self.draw("clauses")
        if rng.random() < 0.4:
            text = self.draw("openings") + pool.gap + text
        if rng.random() < 0.4:
            tail = self.draw("tails")
            text += tail if tail[:1] in ",،，、" else pool.gap + tail
        return self.fill(text) + pool.stop

    def aside(self) -> str:
        """A sentence of the article that shares few words with the rest of it."""
        own, self.matters = self.matters, self._matters_aside
        people, self.people = self.people, [(self.rng.choice(self.pool["given"]), self.rng.choice(self.pool["family"]))]
        text = self.sentence()
        self.matters, self.people = own, people
        return text

    def paragraph(self, mean: float) -> str:
        """One line of one to nine sentences, `mean` on average or so; a lone one may lead aside."""
        n = 1
        while n < 9 and self.rng.random() < (1 - 1 / mean) * (n > 1 or 0.8):
            n += 1
        if n == 1 and self.rng.random() < 0.3:
            return self.aside()
        text = self.pool.gap.join(self.sentence() for _ in range(n))
        dice = self.rng.random()
        if dice < 0.015:
            return text.rstrip(self.pool.stop)
        return text[:-1] + self.rng.choice((":", "…", "!")) if dice < 0.03 else text

    def headline(self) -> str:
        return self.any_of("headlines")

    def summary(self) -> str:
        """What stands below a headline of this story elsewhere: a sentence or two, sometimes cut off."""
        text = self.any_of("teaser_texts") if self.rng.random() < 0.35 else self.paragraph(1.4)
        if self.rng.random() < 0.3 and len(text) > 60:
            text = text[: self.rng.randint(50, min(len(text), 220))].rstrip() + self.rng.choice(("…", "...", " [...]"))
        return text

    def title(self) -> str:
        """The headline of this story itself: mostly one that names its matter."""
        named = [t for t in self.pool["headlines"] if "{n}" in t]
        return self.fill(self.rng.choice(named)) if self.rng.random() < 0.8 else self.headline()

    def subhead(self, paragraph: str = "") -> str:
        """Names a matter, repeats some words of the paragraph below, or says something general."""
        dice = self.rng.random()
        if dice < 0.35 and paragraph:
            return self.fragment(paragraph)
        return self.any_of("generic_subheads" if dice > 0.75 else "subheads")

    def fragment(self, paragraph: str) -> str:
        """A few words of one of the paragraph's sentences, at times between quotation marks."""
        rng, stop = self.rng, self.pool.stop
        sentence = rng.choice([s for s in paragraph.split(stop) if s.strip()] or [paragraph])
        if self.pool.gap:
            words = sentence.split()
            at = rng.randint(0, max(0, len(words) - 3))
            text = " ".join(words[at : at + rng.randint(2, 7)])
        else:
            at = rng.randint(0, max(0, len(sentence) - 6))
            text = sentence[at : at + rng.randint(4, 14)]
        text = text.strip("".join(_SIGNS)) or paragraph[:12]
        if rng.random() < 0.15:
            left, right = _QUOTES.get(self.pool.lang, "“”")
            return left + text + right
        return text[:1].upper() + text[1:]

    def date(self) -> str:
        return self.any_of("dates")


class _Slots:
    """What stands for a slot: drawn when asked."""

    def __init__(self, story: Story, headline: str) -> None:
        self.story, self.headline = story, headline

    def __getitem__(self, slot: str) -> str:
        s, rng, pool = self.story, self.story.rng, self.story.pool
        stray = rng.random() < _STRAYS
        if slot in ("P", "p"):
            given, family = (rng.choice(pool["given"]), rng.choice(pool["family"])) if stray else rng.choice(s.people)
            between = "" if pool.lang in ("zh", "ja", "ko") else " "
            whole = family + given if not between else f"{given} {family}"
            return whole if slot == "P" else family
        if slot == "n":
            at = min(int(rng.expovariate(0.45)), len(s.matters) - 1)
            return rng.choice(pool.topics[s.topic]) if rng.random() < 0.08 else s.matters[at]
        return _SIMPLE[slot](s, stray, self.headline)


def _place(s: Story, stray: bool, _: str) -> str:
    return s.rng.choice(s.pool["places"] if stray else s.places)


def _body(s: Story, stray: bool, _: str) -> str:
    return s.rng.choice(s.pool["bodies"] if stray else s.bodies)


def _number(s: Story, _stray: bool, _: str) -> str:
    return str(int(10 ** s.rng.uniform(1.1, 3.9)))


_SIMPLE: dict[str, Callable[[Story, bool, str], str]] = {
    "L": _place,
    "O": _body,
    "N": _number,
    "k": lambda s, _stray, _h: str(s.rng.randint(2, 12)),
    "d": lambda s, _stray, _h: s.rng.choice(s.pool["weekdays"]),
    "A": lambda s, _stray, _h: s.rng.choice(s.pool["agencies"]),
    "S": lambda s, _stray, _h: s.site,
    "h": lambda s, _stray, h: h or s.headline(),
    "day": lambda s, _stray, _h: str(s.rng.randint(1, 28)),
    "mm": lambda s, _stray, _h: f"{s.rng.randint(1, 12):02d}",
    "month": lambda s, _stray, _h: s.rng.choice(s.pool["months"]),
    "year": lambda s, _stray, _h: str(s.year),
    "time": lambda s, _stray, _h: f"{s.rng.randint(0, 23):02d}:{s.rng.randint(0, 59):02d}",
    "x": lambda s, _stray, _h: s.rng.choice(s.pool["nav"]),
    "y": lambda s, _stray, _h: s.rng.choice(s.pool["sections"]),
}
