"""What stands around an article, above and below it, and the small things of a page: headlines, pointers, captions."""

from __future__ import annotations

from random import Random

from pagegen.habits import Habits
from pagegen.pools import Pool
from pagegen.prose import Story

Labelled = list[tuple[str, str]]


class Frame:
    """The page of one story on a site, without its body."""

    def __init__(self, rng: Random, pool: Pool, habits: Habits) -> None:
        self.rng, self.pool, self.site = rng, pool, habits
        self.story = Story(rng, pool, habits.name)
        self.others: list[str] = []
        self.title = ""

    # -------------------------------------------------------------- small things
    def chance(self, p: float) -> bool:
        return self.rng.random() < p

    def other(self, near: float) -> Story:
        """Another article: of this one's topic with a chance of `near`, with a name of this one twice as often."""
        dice = self.rng.random()
        topic = self.story.topic if dice < near else None
        return Story(self.rng, self.pool, self.site.name, topic, self.story if dice < 2 * near else None)

    def headline(self, near: float = 0.15) -> str:
        """A headline of another article; the same one may stand on a page twice."""
        if self.others and self.chance(0.08):
            return self.rng.choice(self.others)
        self.others.append(self.case(self.other(near).headline()))
        return self.others[-1]

    def case(self, text: str) -> str:
        """Some sites set their headlines in capitals, wholly or each word."""
        style = self.site.headline_case
        if style == "upper":
            return text.upper()
        return " ".join(w[:1].upper() + w[1:] for w in text.split(" ")) if style == "title" else text

    def fill(self, template: str) -> str:
        return self.story.fill(template)

    def any_of(self, name: str) -> str:
        return self.story.any_of(name)

    def run(self, n: int, style: str, near: float = 0.15) -> Labelled:
        """n pointers to other articles."""
        out: Labelled = []
        for at in range(n):
            h = self.headline(near)
            if style == "dated":
                out += [("c", h), ("c", self.any_of("stamps" if self.chance(0.4) else "dates"))]
            elif style == "stuck":
                out.append(("c", f"{h}{self.rng.choice(('', ' ', ' - '))}{self.any_of('dates')}"))
            elif style == "kicker":
                out += [("c", self.any_of("sections")), ("c", h)]
            elif style == "summary":
                out += [("c", h), ("c", self.other(near).summary())]
            elif style == "numbered":
                out += [("i", str(at + 1)), ("c", h)] if self.chance(0.5) else [("c", f"{at + 1}. {h}")]
            elif style == "comments":
                out += [("c", h), ("i", str(self.rng.randint(0, 300)))]
            else:
                out.append(("c", h))
        return out

    # -------------------------------------------------------------- above
    def above(self) -> Labelled:
        site, out = self.site, []
        if self.chance(0.15):
            out.append(("c", self.any_of("notices")))
        out += [("c", label) for label in site.nav]
        if site.n_top:
            out += [("c", self.any_of("related_labels"))] if self.chance(0.4) else []
            out += self.run(self.rng.randint(0, site.n_top), site.side_style)
        if self.chance(0.3):
            out.append(("c", self.fill(site.breadcrumb)))
        if site.has_kicker:
            out.append(("c", self.any_of("sections")))
        head: Labelled = []
        stamp: Labelled = [("c", self.fill(site.stamp))]
        if self.chance(0.7):
            stamp.insert(self.rng.randint(0, 1), ("c", self.fill(site.byline)))
        if self.chance(0.12):
            stamp = [("c", " | ".join(line for _, line in stamp))]
        if self.chance(0.95):
            head.append(("t", self.title))
        head = head + stamp if site.stamp_after_title else stamp + head
        if self.chance(site.share_row):
            head += [("c", label) for label in site.share]
        if self.chance(site.captions * 0.7):
            head += self.caption()
        if site.has_standfirst:
            at = next((i + 1 for i, (label, _) in enumerate(head) if label == "t"), 0)
            at = at if self.chance(0.6) else len(head)
            text = self.story.sentence() if self.chance(0.7) else self.fill(self.rng.choice(self.pool["clauses"]))
            head.insert(at, ("k", text))
        return out + head

    def caption(self) -> Labelled:
        text, credit = self.any_of("captions"), self.fill(self.site.credit)
        if self.chance(0.2):
            text = f"{text.rstrip('.。')}{self.pool.stop}{self.pool.gap}{self.story.sentence()}"
        if self.chance(self.site.caption_full):
            return [("c", text), ("c", credit)] if self.chance(0.4) else [("c", f"{text} {credit}")]
        return [("c", text)]

    # -------------------------------------------------------------- below
    def below(self) -> Labelled:
        site, rng = self.site, self.rng
        blocks: list[Labelled] = []
        out: Labelled = [("c", self.fill(site.signoff))] if self.chance(0.25) else []
        if self.chance(0.06):
            out.append(("t", self.title))
        if self.chance(site.bio):
            notes: Labelled = [("c", self.fill(t)) for t in rng.sample(self.pool["author_notes"], rng.randint(1, 2))]
            out, blocks = (out + notes, blocks) if self.chance(0.5) else (out, [*blocks, notes])
        if self.chance(0.15):
            out.append(("c", self.any_of("notices")))
        if self.chance(site.tags):
            names = [*self.story.places, *(" ".join(p) for p in self.story.people), *self.story.matters[:2], *self.story.bodies]
            chosen = rng.sample(names, rng.randint(1, min(6, len(names))))
            cloud = [", ".join(chosen)] if self.chance(0.3) else chosen
            blocks.append([("c", self.any_of("tags")), *(("c", tag) for tag in cloud)])
        if self.chance(site.share_row):
            blocks.append([("c", label) for label in site.share])
        if site.n_related:
            blocks.append([("c", self.fill(site.related_labels[0])), *self.run(rng.randint(1, site.n_related), site.related_style)])
        rng.shuffle(blocks)
        for block in blocks:
            out += block
        if self.chance(site.comments):
            out += self.comments()
        for label in site.related_labels[1:]:
            if site.n_side and self.chance(0.7):
                out += [("c", self.fill(label)), *self.run(rng.randint(1, site.n_side), site.side_style)]
        if self.chance(0.2):
            out += [("c", self.fill(t)) for t in rng.sample(self.pool["newsletter"], rng.randint(2, 4))]
        if self.chance(0.4):
            out += [("c", label) for label in site.nav]
        out += [("c", label) for label in site.footer]
        if self.chance(site.about):
            out.append(("c", self.any_of("about")))
        return out + [("c", line) for line in site.notices]

    def comments(self) -> Labelled:
        out: Labelled = []
        for _ in range(self.rng.randint(1, 9)):
            out += [("c", self.fill("{P}")), ("c", self.any_of("stamps"))] if self.chance(0.6) else []
            text = self.any_of("comments")
            if self.chance(0.35):
                text += self.pool.gap + (self.story.sentence() if self.chance(0.6) else self.any_of("shorts"))
            out.append(("c", text))
        return out
