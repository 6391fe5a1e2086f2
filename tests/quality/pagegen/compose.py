"""One page: the article with what is pushed into it, between what stands above and below (`frame`).

A page is a list of (label, line): k keep, c chrome, t title, d repeated out of order, i no letters.
"""

from __future__ import annotations

from random import Random

from pagegen.frame import Frame, Labelled
from pagegen.habits import Habits
from pagegen.pools import Pool

_GLUED = "k+"  # a body line that nothing is pushed before
KINDS = ("report", "brief", "feature", "interview", "list", "live", "opinion", "recipe", "long")
_OFTEN = (40, 14, 14, 6, 7, 5, 6, 2, 6)
_N_PARAGRAPHS = {
    "report": (4, 14), "brief": (1, 4), "feature": (8, 24), "interview": (4, 14), "list": (3, 9), "live": (3, 12), "opinion": (5, 14),
    "recipe": (2, 5), "long": (16, 40),
}  # fmt: skip


class Page(Frame):
    """One article page of a site."""

    def __init__(self, rng: Random, pool: Pool, habits: Habits) -> None:
        super().__init__(rng, pool, habits)
        self.kind = rng.choices(KINDS, _OFTEN)[0]
        self.title = self.case(self.story.title())

    def lines(self) -> Labelled:
        return self.above() + self.article() + self.below()

    def article(self) -> Labelled:
        """The body, with captions, teasers, adverts, boxes between its paragraphs."""
        body = self.body()
        if self.chance(0.12) and body:
            body[0] = ("k", self.fill(self.site.dateline) + " " + body[0][1])
        out: Labelled = body[:1]
        inserts = self.inserts(body)
        free = [at for at in range(1, len(body)) if body[at][0] != _GLUED] + [len(body)]
        places = sorted(self.rng.choice(free) for _ in inserts)
        self.rng.shuffle(inserts)
        for at, line in enumerate(body[1:], 1):
            while places and places[0] <= at:
                places.pop(0)
                out += inserts.pop()
            out.append(("k", line[1]) if line[0] == _GLUED else line)
        for rest in inserts:
            out += rest
        return out

    def body(self) -> Labelled:
        low, high = _N_PARAGRAPHS[self.kind]
        n = min(high, low + int(self.rng.expovariate(2.2 / (high - low))))
        mean = self.site.sentences * (1.4 if self.kind in ("opinion", "long") else 1.0)
        if self.kind == "interview":
            return self.interview(n, mean)
        if self.kind == "live":
            return self.live(n, mean)
        if self.kind in ("list", "recipe"):
            return self.listing(n, mean)
        wants = {"feature": 0.75, "long": 0.5, "brief": 0.0, "report": 0.25}.get(self.kind, 0.3)
        every = self.rng.uniform(2, 5) if self.chance(max(wants, self.site.subheads) if wants else 0) else 0.0
        out: Labelled = []
        since = 0.0
        for at in range(n):
            if every and at > 1 and since >= every * self.rng.uniform(0.6, 1.4):
                text = self.story.paragraph(mean)
                out += [("k", self.subcase(self.story.subhead(text))), ("k", text)]
                since = 0.0
            else:
                out.append(("k", self.story.paragraph(mean)))
            since += 1
            if self.chance(0.02):
                out += self.items()
        return out + self.closing()

    def closing(self) -> Labelled:
        """What a body may end in besides a paragraph: one short sentence, a list of facts under a heading."""
        dice = self.rng.random()
        if dice < 0.12:
            return [("k", self.any_of("shorts"))]
        if dice < 0.3:
            return [("k", self.story.aside())]
        if dice < 0.34:
            return [("k", self.story.subhead()), *self.items()[1:]]
        if dice < 0.42:
            return [("k", self.story.subhead()), ("k", self.story.aside() if self.chance(0.5) else self.story.paragraph(1.4))]
        return []

    def subcase(self, text: str) -> str:
        return self.case(text) if self.site.subheads_cased else text

    def items(self) -> Labelled:
        bullet = self.site.bullet
        n = self.rng.randint(2, 7)
        out: Labelled = [("k", self.any_of("lists"))]
        if self.chance(0.3):
            return out + [(_GLUED, f"{at + 1}. {self.any_of('items')}") for at in range(n)]
        return out + [(_GLUED, bullet + self.any_of("items")) for _ in range(n)]

    def interview(self, n: int, mean: float) -> Labelled:
        out: Labelled = [("k", self.story.paragraph(mean))]
        who = self.story.people[0][1]
        named = self.chance(0.35)
        for _ in range(n):
            question = self.any_of("questions")
            answer = self.any_of("shorts") if self.chance(0.12) else self.story.paragraph(mean * 1.3)
            out.append(("k", f"{self.site.name}: {question}" if named else question))
            out.append(("k", f"{who}: {answer}" if named else answer))
        return out

    def live(self, n: int, mean: float) -> Labelled:
        out: Labelled = [("k", self.story.paragraph(mean))]
        for _ in range(n):
            out.append(("c", self.fill("{time}")))
            if self.chance(0.7):
                out.append(("k", self.story.headline()))
            out += [("k", self.story.paragraph(mean)) for _ in range(self.rng.randint(1, 2))]
        return out

    def listing(self, n: int, mean: float) -> Labelled:
        out: Labelled = [("k", self.story.paragraph(mean))]
        for at in range(n):
            dice = self.rng.random()
            texts = [self.story.paragraph(mean) for _ in range(self.rng.randint(1, 2))]
            if dice < 0.3:
                out += self.items()
            else:
                head = self.subcase(self.story.subhead(texts[0]))
                out.append(("k", f"{at + 1}. {head}" if dice < 0.55 else head))
            out += [("k", text) for text in texts]
        return out

    def inserts(self, body: Labelled) -> list[Labelled]:
        """Blocks of chrome that stand between paragraphs."""
        site, out = self.site, []
        room = max(1, len(body) // 4)
        if self.chance(site.captions):
            out += [self.caption() for _ in range(self.rng.randint(1, min(room, 5)))]
        if self.chance(site.teasers):
            out += [self.teasers() for _ in range(self.rng.randint(1, min(room, 4)))]
        if self.chance(site.adverts):
            out += [[("c", site.advert)] for _ in range(self.rng.randint(1, room))]
        if self.chance(site.boxes):
            out.append([("c", self.fill(t)) for t in self.rng.sample(self.pool["newsletter"], self.rng.randint(1, 4))])
        if self.chance(site.boxes * 0.3):
            out.append([("c", self.any_of("notices"))])
        if self.chance(site.posts):
            out.append([("c", self.any_of("posts"))])
        if self.chance(site.boxes * 0.3):
            out.append([("c", self.headline(0.4)), ("c", self.other(0.4).summary())])
        if self.chance(0.04):
            out.append([("d", self.any_of("pull"))])
        if self.chance(site.share_row * 0.1):
            out.append([("c", label) for label in site.share])
        return out

    def teasers(self) -> Labelled:
        site = self.site
        if self.chance(site.teaser_runs):
            label: Labelled = [("c", self.fill(self.rng.choice(site.related_labels)))] if self.chance(site.teaser_marked) else []
            return label + self.run(self.rng.randint(2, 4), "plain" if self.chance(0.7) else site.related_style, 0.4)
        if self.chance(site.teaser_marked):
            line = self.story.fill(site.also, self.headline(0.4))
            return [("c", line)] if "{h}" in site.also else [("c", line), ("c", self.headline(0.4))]
        return [("c", self.headline(0.4))]


def windowed(rng: Random, lines: Labelled) -> Labelled:
    """The body with 0-12 lines before it and 0-14 behind it."""
    kept = [i for i, (label, _) in enumerate(lines) if label == "k"]
    return lines[max(0, kept[0] - rng.randint(0, 12)) : kept[-1] + 1 + rng.randint(0, 14)]
