"""How a site lays out its pages: drawn once a site, kept on all its pages.

Probabilities come from knowing news sites, not from counting any set of pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from pagegen.pools import Pool
from pagegen.prose import Story

RELATED_STYLES = ("plain", "dated", "stuck", "kicker", "summary", "numbered", "comments")


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares are 0 … 1; templates hold slots (`pools/en.toml`)."""

    name: str
    domain: str
    nav: tuple[str, ...]
    footer: tuple[str, ...]
    share: tuple[str, ...]
    stamp: str
    byline: str
    also: str
    advert: str
    dateline: str
    signoff: str
    credit: str
    breadcrumb: str
    notices: tuple[str, ...]
    related_labels: tuple[str, ...]
    related_style: str
    side_style: str
    sentences: float  # a paragraph
    has_standfirst: bool
    has_kicker: bool
    stamp_after_title: bool
    share_row: float  # that a row of buttons stands above, and below
    captions: float  # a page
    caption_full: float  # that a caption is a sentence or carries a credit of its own line
    teasers: float  # that teasers stand inside a page's body
    teaser_runs: float  # that such teasers come in runs
    teaser_marked: float  # that they say so
    adverts: float
    boxes: float
    posts: float
    subheads: float  # that a page has subheads
    n_top: int  # headlines above the article
    n_related: int
    n_side: int
    comments: float
    bio: float
    tags: float
    about: float
    bullet: str
    headline_case: str  # "", "title", "upper"
    subheads_cased: bool  # as the headlines


def draw(rng: Random, pool: Pool, number: int) -> Habits:
    """The habits of one invented site."""
    name = rng.choice(pool["names"])
    story = Story(rng, pool, name)

    def pick(entry: str) -> str:
        return rng.choice(pool[entry])

    def some(p: float, low: float, high: float) -> float:
        return rng.uniform(low, high) if rng.random() < p else 0.0

    nav: list[str] = list(rng.sample(pool["nav"], min(len(pool["nav"]), int(6 + rng.expovariate(1 / 22)))))
    if rng.random() < 0.35:
        nav += rng.sample([*pool["places"], *pool["bodies"], *pool["sections"]], rng.randint(5, 25))
    if rng.random() < 0.3:
        nav = [" ".join(nav[i : i + 5]) for i in range(0, len(nav), 5)]
    return Habits(
        name=name,
        domain=f"{pool.lang}-{number}.example",
        nav=tuple(nav),
        footer=tuple(rng.sample(pool["footer"], rng.randint(3, len(pool["footer"])))),
        share=tuple(rng.sample(pool["share"], rng.randint(1, 7))),
        stamp=pick("stamps"),
        byline=pick("bylines"),
        also=pick("also"),
        advert=pick("adverts"),
        dateline=pick("datelines"),
        signoff=pick("signoffs"),
        credit=pick("photo_credits"),
        breadcrumb=pick("breadcrumbs"),
        notices=tuple(story.fill(t) for t in rng.sample(pool["notices"], rng.randint(1, 4))),
        related_labels=tuple(rng.sample(pool["related_labels"], rng.randint(2, 4))),
        related_style=rng.choice(RELATED_STYLES),
        side_style=rng.choice(RELATED_STYLES),
        sentences=rng.choice((1.25, 1.5, 1.8, 2.3, 3.0, 4.2)),
        has_standfirst=rng.random() < 0.45,
        has_kicker=rng.random() < 0.4,
        stamp_after_title=rng.random() < 0.75,
        share_row=some(0.7, 0.3, 1.0),
        captions=some(0.8, 0.3, 1.0),
        caption_full=rng.random(),
        teasers=some(0.6, 0.2, 0.9),
        teaser_runs=some(0.4, 0.1, 0.8),
        teaser_marked=rng.choice((0.0, 0.3, 0.7, 1.0)),
        adverts=some(0.35, 0.2, 0.9),
        boxes=some(0.25, 0.2, 0.7),
        posts=some(0.2, 0.1, 0.4),
        subheads=rng.choice((0.0, 0.1, 0.3, 0.5, 0.8)),
        n_top=int(rng.expovariate(1 / 5)) if rng.random() < 0.6 else 0,
        n_related=int(rng.expovariate(1 / 7)),
        n_side=int(rng.expovariate(1 / 26)),
        comments=some(0.3, 0.2, 0.8),
        bio=some(0.35, 0.3, 0.9),
        tags=some(0.5, 0.5, 1.0),
        about=some(0.4, 1.0, 1.0),
        bullet=rng.choice(("", "", "• ", "- ", "– ")),
        headline_case="title" if rng.random() < (0.4 if pool.lang == "en" else 0.03) else "upper" if rng.random() < 0.04 else "",
        subheads_cased=rng.random() < 0.7,
    )
