"""Hints of lines that were cut by `fastwalk.py`: what `blocks.py` tells, computed once for what elements have in common.

A trail is a way from the top of a page to an element, told by the names and attributes on it: the paragraphs of an article stand on
one trail. Depth, region, marks and the like are of the trail; shares of prose and of links are of the element. Of a line that is
a link as a whole, as most lines of a page are, nothing is told but its element and its region: that settles it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.ingest import marks, render
from pipeline.ingest.blocks import LEVELS, LINKED, MAX_COUNT, PROSE, core_of
from pipeline.model import LineHint

NEXT = "\ufdd1"
_PAGE = frozenset(("html", "body"))  # what they are called is said of the whole page
_LISTS = frozenset(("ul", "ol", "dl", "table"))
# Text, number of its block, what a leaf is called that has no number and stands in that block, letters, letters in links, links
# with text, is it a link as a whole?
Line = tuple[str, int, str, int, int, int, bool]


class _Said(NamedTuple):
    """What a block says of itself."""

    tag: str
    classes: str
    marks: int
    is_hidden: bool
    region: str


class _Trail(NamedTuple):
    """What all elements on one trail have in common."""

    tag: str
    region: str
    marks: int
    outer: int
    depth: int
    lists: int
    path: int


class Rows:
    """The lines and blocks of one page; the first block stands for what is above the page."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.parents = [0]
        self.heads = [""]
        self.regions = [""]
        self.hides = [0]  # the hidden block that a block stands in, 0 for none
        self.n_hidden: dict[int, int] = {}  # characters of paragraphs in each hidden block
        self.n_shown = 0  # … in all that shows
        self.chars = [0]  # letters of the lines that stand in the block itself
        self.linked = [0]
        self._trails: list[_Trail | None] = []
        self._leaves: dict[tuple[int, str], _Trail] = {}
        self._paths: dict[tuple[int, str, str], int] = {}

    def trail(self, at: int, leaf: str = "") -> _Trail:
        """The trail of a block, or of a leaf in it."""
        if leaf:
            found = self._leaves.get((at, leaf))
            if found is None:
                found = self._leaves[at, leaf] = self._made(self.trail(at), leaf)
            return found
        if not self._trails:
            self._trails = [None] * len(self.parents)
            self._trails[0] = _Trail("body", "", 0, 0, 0, 0, 0)
        own = self._trails[at]
        if own is None:
            own = self._trails[at] = self._made(self.trail(self.parents[at]), self.heads[at])
        return own

    def _made(self, above: _Trail, head: str) -> _Trail:
        tag, classes, said, _, region = said_of(head)
        path = self._paths.setdefault((above.path, tag, classes), len(self._paths) + 1)
        return _Trail(
            tag,
            region or above.region,
            said,
            above.outer | above.marks,
            above.depth + 1,
            above.lists + (tag in _LISTS),
            path,
        )


@lru_cache(maxsize=50_000)
def said_of(head: str) -> _Said:
    """What a block says of itself, by what the stylesheet writes of it."""
    name, _, others = head.partition(NEXT)
    classes, *rows = others.split(NEXT)
    region = name if name in render.LANDMARKS else ""
    if not rows:
        return _Said(name, classes, 0 if name in _PAGE else marks.of_names(classes), False, region)
    said = dict(row.partition("=")[::2] for row in reversed(rows))
    found = marks.of_names(f"{classes} {said.get('id', '')}")
    if role := said.get("role", ""):
        found |= marks.of_value("role", role)
        region = region or render.ROLES.get(role.lower(), "")
    if prop := said.get("itemprop"):
        found |= marks.of_value("itemprop", prop)
    if kind := said.get("itemtype"):
        found |= marks.of_value("itemtype", kind)
    if said.get("aria-hidden") == "true":
        found |= marks.HIDDEN
    if name in _PAGE:
        found = 0
    return _Said(name, classes, found, ("hidden" in said or "style" in said) and render.is_hidden(name, said), region)


def hints_of(rows: Rows) -> list[tuple[str, LineHint]]:
    """The lines of a page, in order, each with its hint."""
    parents, regions, chars, linked = rows.parents, rows.regions, rows.chars, rows.linked
    n = len(parents)
    prose, beside = [0] * n, [0] * n
    on_path: dict[int, int] = {}
    trails: list[_Trail | None] = []
    trail_of = rows.trail
    for _, at, leaf, size, n_link, _, is_link in rows.lines:
        if is_link:
            trails.append(None)
            continue
        trail = trail_of(at, leaf)
        trails.append(trail)
        if size >= PROSE and n_link < LINKED * size:
            prose[at] += size
            beside[at if leaf else parents[at]] += 1
            on_path[trail.path] = on_path.get(trail.path, 0) + size
    for at in range(n - 1, 0, -1):
        if chars[at]:
            above = parents[at]
            chars[above] += chars[at]
            linked[above] += linked[at]
            prose[above] += prose[at]
    total = prose[0]
    level, drop = core_of(parents, prose, total)
    shared: dict[int, tuple[Any, ...]] = {}  # what the children of a block have in common
    known: dict[tuple[Any, ...], LineHint] = {}  # lines of a list have one hint, and making one costs more than finding it
    out = []
    for (text, at, leaf, size, n_link, n_links, _), own_trail in zip(rows.lines, trails, strict=True):
        if own_trail is None:
            tag = (leaf or rows.heads[at]).partition(NEXT)[0]
            out.append((text, _link_hint(tag, tag if tag in render.LANDMARKS else regions[at])))
            continue
        key = (at, leaf, n_links, n_link, size if n_link else 0)
        hint = known.get(key)
        if hint is None:
            above = at if leaf else parents[at]
            own = 0 if leaf else prose[at]
            place = shared.get(above)
            if place is None:
                ups = [above]
                for _ in range(LEVELS - 2):
                    ups.append(parents[ups[-1]])
                around = trail_of(above)
                place = shared[above] = (
                    min(beside[above], MAX_COUNT),
                    tuple([round(prose[up] / total, 2) if prose[up] else 0.0 for up in ups]),
                    tuple([round(linked[up] / chars[up], 2) if linked[up] else 0.0 for up in ups]),
                    around.marks,
                    around.outer,
                )
            siblings, shares, links, marks_around, outer = place
            tag, region, said, _, depth, lists, path = own_trail
            hint = known[key] = LineHint(
                tag,
                round(n_link / size, 3) if n_link else 0.0,
                region,
                said | marks_around,
                outer,
                min(depth, MAX_COUNT),
                min(lists, MAX_COUNT),
                siblings,
                0.0,
                min(n_links, MAX_COUNT),
                False,
                round(on_path.get(path, 0) / total, 2) if total else 0.0,
                (round(own / total, 2) if own else 0.0, *shares),
                links,
                min(level[at], MAX_COUNT),
                min(drop[at] + (leaf != ""), MAX_COUNT),
            )
        out.append((text, hint))
    return out


@lru_cache(maxsize=4_000)
def _link_hint(tag: str, region: str) -> LineHint:
    """The hint of a line that is a link as a whole."""
    return LineHint(tag or "body", 1.0, region, n_links=1)
