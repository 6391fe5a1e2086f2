"""The block elements of a page while it is rendered, and what their place says about the lines in them.

A block is counted with all blocks inside it: its prose (letters of lines of 80 letters and more that are no links), its
letters, its letters in links. From these come the shares of a `LineHint`: an article's paragraphs stand together in one
element that holds most of the page's prose, and teasers beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipeline.model import LineHint

PROSE = 80  # letters from which a line is prose
LINKED = 0.5  # share of links from which it is not
CORE = 0.55  # share of the page's prose that makes an element its core
LEVELS = 4  # blocks around a line whose shares are told
MAX_COUNT = 99


class Piece(NamedTuple):  # one for each line: a tuple is made in a third of the time of a dataclass
    """A rendered line before the whole page is known."""

    text: str
    tag: str
    region: str
    block: int  # position in `Blocks`
    marks: int  # of inline elements around the whole line
    n_chars: int
    n_link: int
    n_bold: int
    n_links: int
    is_behind_image: bool
    hidden_block: int = 0


@dataclass(slots=True)
class Blocks:
    """All block elements of a page in document order: parents before children. The first stands for what is above."""

    parent: list[int] = field(default_factory=lambda: [0])
    marks: list[int] = field(default_factory=lambda: [0])
    lists: list[int] = field(default_factory=lambda: [0])
    depth: list[int] = field(default_factory=lambda: [0])
    path: list[int] = field(default_factory=lambda: [0])
    paths: dict[tuple[int, str, str], int] = field(default_factory=dict)

    def add(self, parent: int, name: str, names: str, marks: int) -> int:
        """A block below `parent`; `names` are its classes. Returns its number."""
        number = len(self.parent)
        self.parent.append(parent)
        self.marks.append(marks)
        self.lists.append(self.lists[parent] + (name in ("ul", "ol", "dl", "table")))
        self.depth.append(self.depth[parent] + 1)
        above = self.path[parent]
        key = (above, name, names)
        self.path.append(self.paths.setdefault(key, len(self.paths) + 1))
        return number

    def hints(self, pieces: list[Piece]) -> list[LineHint]:
        """The hints of the lines of a page, in order."""
        n = len(self.parent)
        parents, paths = self.parent, self.path
        prose, chars, linked, beside = [0] * n, [0] * n, [0] * n, [0] * n
        on_path: dict[int, int] = {}
        for piece in pieces:
            at, size, n_link = piece.block, piece.n_chars, piece.n_link
            chars[at] += size
            linked[at] += n_link
            if size >= PROSE and n_link < LINKED * size:
                prose[at] += size
                beside[parents[at]] += 1
                on_path[paths[at]] = on_path.get(paths[at], 0) + size
        for at in range(n - 1, 0, -1):
            above = parents[at]
            prose[above] += prose[at]
            chars[above] += chars[at]
            linked[above] += linked[at]
        total = prose[0]
        level, drop = core_of(self.parent, prose, total)
        outer = [0] * n
        for at in range(1, n):
            above = parents[at]
            outer[at] = outer[above] | self.marks[above]
        share = [round(own / total, 2) if own else 0.0 for own in prose]
        links = [round(own / of, 2) if own else 0.0 for own, of in zip(linked, chars, strict=True)]
        above_of: dict[int, tuple[Any, ...]] = {}  # what the children of a block have in common
        told: dict[int, tuple[Any, ...]] = {}
        known: dict[tuple[Any, ...], LineHint] = {}  # lines of a list have one hint, and making one costs more than finding it
        out = []
        for piece in pieces:
            at, size = piece.block, piece.n_chars
            place = told.get(at)
            if place is None:
                above = parents[at]
                shared = above_of.get(above)
                if shared is None:
                    ups = [above]
                    for _ in range(LEVELS - 2):
                        ups.append(parents[ups[-1]])
                    shared = above_of[above] = (
                        self.marks[above],
                        outer[above],
                        min(beside[above], MAX_COUNT),
                        tuple([share[up] for up in ups]),
                        tuple([links[up] for up in ups]),
                    )
                place = told[at] = (
                    shared,
                    share[at],
                    self.marks[at],
                    self.depth[at],
                    self.lists[at],
                    on_path.get(paths[at], 0),
                    level[at],
                    drop[at],
                )
            link_share = round(piece.n_link / size, 3) if piece.n_link else 0.0
            bold = round(piece.n_bold / size, 2) if piece.n_bold else 0.0
            key = (place, piece.tag, link_share, piece.region, piece.marks, bold, piece.n_links, piece.is_behind_image)
            hint = known.get(key)
            if hint is None:
                hint = known[key] = _hint(piece, link_share, bold, place, total)
            out.append(hint)
        return out


def core_of(parents: Sequence[int], prose: Sequence[int], total: int) -> tuple[list[int], list[int]]:
    """For each block: levels up from the core of the page to the first element that holds both, and levels down from there.
    `parents`, `prose`: of each block, its parent and the letters of prose in it; `total`: those of the page."""
    core = 0
    least = CORE * total
    for at in range(1, len(prose)):
        if prose[at] > least and parents[at] == core:
            core = at
    chain = {core: 0}
    while core:
        steps = chain[core]
        core = parents[core]
        chain[core] = steps + 1
    level, drop = [0] * len(prose), [0] * len(prose)
    level[0] = chain[0]
    for at in range(1, len(prose)):
        if at in chain:
            level[at] = chain[at]
        else:
            above = parents[at]
            level[at], drop[at] = level[above], drop[above] + 1
    return level, drop


def _hint(piece: Piece, link_share: float, bold: float, place: tuple[Any, ...], total: int) -> LineHint:
    (marks_above, outer, siblings, shares, links), share, marks, depth, lists, on_path, away, inside = place
    return LineHint(
        tag=piece.tag,
        link_share=link_share,
        region=piece.region,
        marks=piece.marks | marks | marks_above,
        outer=outer,
        depth=min(depth, MAX_COUNT),
        lists=min(lists, MAX_COUNT),
        siblings=siblings,
        bold=bold,
        n_links=min(piece.n_links, MAX_COUNT),
        is_behind_image=piece.is_behind_image,
        path_share=round(on_path / total, 2) if total else 0.0,
        shares=(share, *shares),
        links=links,
        away=min(away, MAX_COUNT),
        inside=min(inside, MAX_COUNT),
    )
