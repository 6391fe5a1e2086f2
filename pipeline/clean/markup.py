"""What a page's markup says about its lines beyond doubt. Plain text has no hints.

Regions are the landmarks of HTML and ARIA. A header may hold the title and the standfirst of an article, so it settles
nothing. What markup says with doubt is weighed by trees: `pagecolumns`, `pageodds`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.shapes import Shape
from pipeline.model import MARKS, LineHint, LineRole

_OUTSIDE: dict[str, tuple[LineRole, str]] = {
    "nav": ("navigation", "The markup puts the line into the navigation."),
    "footer": ("navigation", "The markup puts the line into the page's footer."),
    "aside": ("related_headline", "The markup puts the line beside the article."),
    "form": ("other", "The line belongs to a form."),
    "figure": ("caption", "The markup makes the line a caption."),
}
_STANDFIRST = 45  # letters of a paragraph right below the title that is no byline
_LEAD = 60  # … of one further below
_NEAR_TITLE = 8  # lines
_LINKED = 0.85  # share of links from which a line is one
_LONGEST_LINK = 200  # letters of one that is no text
_LINK: tuple[LineRole, str, str] = ("navigation", "The line is a link as a whole.", "markup_link")
_HEADLINE_LINK: tuple[LineRole, str, str] = ("related_headline", *_LINK[1:])
_HELD_OPEN = frozenset(("h1", "figcaption"))  # elements whose lines are judged as such, links or not
_PROSE = 80  # letters of a line that is prose, where nothing else is known of it
_LOOSELY_LINKED = 0.65
_HARDLY_LINKED = 0.3
_OF_CAPTION = 0.3  # share of the page's prose that a caption does not have
_CAPTION = 1 << MARKS.index("caption")
_COMMENT = 1 << MARKS.index("comment")
_ARTICLE = 1 << MARKS.index("body") | 1 << MARKS.index("article")  # … unless it calls the whole page by them
_OTHER = sum(
    1 << MARKS.index(mark)
    for mark in ("comment", "related", "promo", "sidebar", "footer", "nav", "newsletter", "author_box", "cookie", "share", "tags",
                 "breadcrumb", "caption", "gallery", "widget")
)  # fmt: skip


def settled(shape: Shape, is_long_outside: frozenset[str]) -> tuple[LineRole, str, str] | None:
    """Role, reason and rule where the markup leaves no doubt. `is_long_outside`: regions that hold so much prose that
    the page uses them
    for its article."""
    hint = shape.hint
    if hint is None:
        return None
    if hint.tag == "figcaption":
        return "caption", "The markup makes the line a caption.", "markup_figcaption"
    if hint.is_chosen:
        return None
    if hint.marks & _CAPTION and not (hint.shares and hint.shares[0] >= _OF_CAPTION):
        return "caption", "The markup calls the line a caption.", "markup_caption"
    if (hint.marks | hint.outer) & _COMMENT and not (hint.marks | hint.outer) & _ARTICLE:
        return "comment", "The markup puts the line among the readers' comments.", "markup_comment"
    if hint.region in _OUTSIDE and hint.region not in is_long_outside and hint.tag != "h1":
        role, reason = _OUTSIDE[hint.region]
        return role, reason, f"markup_{hint.region}"
    if hint.link_share >= _LINKED and shape.size < _LONGEST_LINK and hint.tag != "h1":
        return _HEADLINE_LINK if shape.size >= 30 and shape.n_words >= 4 else _LINK
    return None


def settled_early(texts: Sequence[str], hints: Sequence[LineHint]) -> list[tuple[LineRole, str, str] | None]:
    """As `settled`, of the lines of a page that is read fast, before anything else is asked of them: what is settled here is
    neither measured nor looked up. None where the line stays open, or is blank."""
    prose: dict[str, int] = {}
    for text, hint in zip(texts, hints, strict=True):
        if len(text) >= _PROSE and hint.link_share < _LOOSELY_LINKED:
            prose[hint.region] = prose.get(hint.region, 0) + len(text)
    total = sum(prose.values())
    regions = frozenset(region for region, size in prose.items() if region in _OUTSIDE and 2 * size > total)
    known: dict[int, tuple[LineRole, str, str] | None] = {}  # by the hint, which lines of a list share
    out: list[tuple[LineRole, str, str] | None] = []
    for text, hint in zip(texts, hints, strict=True):
        if hint.link_share >= _LINKED and len(text) < _LONGEST_LINK and not hint.is_chosen and hint.tag not in _HELD_OPEN:
            out.append(_HEADLINE_LINK if len(text) >= 30 and text.count(" ") >= 3 else _LINK)
            continue
        key = id(hint)
        if key not in known:
            known[key] = settled(Shape(_LONGEST_LINK, hint=hint), regions)
        out.append(known[key])
    return out


def regions_of_article(shapes: Sequence[Shape]) -> frozenset[str]:
    """Regions that should hold no article but hold most of the page's prose."""
    prose: dict[str, float] = {}
    for shape in shapes:
        if shape.hint is not None and shape.is_sentence and shape.hint.link_share < _LOOSELY_LINKED:
            prose[shape.hint.region] = prose.get(shape.hint.region, 0.0) + shape.size
    total = sum(prose.values())
    return frozenset(region for region, size in prose.items() if region in _OUTSIDE and size > total / 2)


def standfirst(shapes: Sequence[Shape], title: int, between: Sequence[int]) -> int:
    """The line that is the article's standfirst by its markup and its length, -1 for none. `between`: open lines between the
    title and the body, in order."""
    hint = shapes[title].hint
    if hint is None:
        return -1
    for i in between:
        own = shapes[i].hint
        if i > title + _NEAR_TITLE or own is None:
            return -1
        if own.link_share >= _HARDLY_LINKED or own.region in _OUTSIDE or own.marks & _OTHER:
            continue
        if shapes[i].size >= _LEAD:
            return i
        is_next = i == title + 1 and hint.tag == "h1" and own.region == hint.region and shapes[i].n_words >= 4
        if is_next and (own.tag in ("h2", "h3", "h4") or (own.tag in ("p", "div") and shapes[i].size >= _STANDFIRST)):
            return i
    return -1
