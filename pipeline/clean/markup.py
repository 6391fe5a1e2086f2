"""What a page's markup says about its lines: a verdict where it is plain, else a lean of the odds. Plain text has no
hints.

Regions are the landmarks of HTML and ARIA. A header may hold the title and the standfirst of an article, so it
settles nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.clean.shapes import Shape
from pipeline.model import LineHint, LineRole

_OUTSIDE: dict[str, tuple[LineRole, str]] = {
    "nav": ("navigation", "The markup puts the line into the navigation."),
    "footer": ("navigation", "The markup puts the line into the page's footer."),
    "aside": ("related_headline", "The markup puts the line beside the article."),
    "form": ("other", "The line belongs to a form."),
    "figure": ("caption", "The markup makes the line a caption."),
}
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_STANDFIRST = 45  # letters of a paragraph below the title that is no byline
_LINKED = 0.65


def settled(shape: Shape, is_long_outside: frozenset[str]) -> tuple[LineRole, str, str] | None:
    """Role, reason and rule where the markup leaves no doubt. `is_long_outside`: regions that hold so much prose that
    the page uses them
    for its article."""
    hint = shape.hint
    if hint is None:
        return None
    if hint.tag == "figcaption":
        return "caption", "The markup makes the line a caption.", "markup_figcaption"
    if hint.region in _OUTSIDE and hint.region not in is_long_outside and hint.tag != "h1":
        role, reason = _OUTSIDE[hint.region]
        return role, reason, f"markup_{hint.region}"
    if hint.link_share >= _LINKED and shape.size < 200 and hint.tag != "h1":
        role = "related_headline" if shape.size >= 30 and shape.n_words >= 4 else "navigation"
        return role, "The line is a link as a whole.", "markup_link"
    return None


def regions_of_article(shapes: Sequence[Shape]) -> frozenset[str]:
    """Regions that should hold no article but hold most of the page's prose."""
    prose: dict[str, float] = {}
    for shape in shapes:
        if shape.hint is not None and shape.is_sentence and shape.hint.link_share < _LINKED:
            prose[shape.hint.region] = prose.get(shape.hint.region, 0.0) + shape.size
    total = sum(prose.values())
    return frozenset(region for region, size in prose.items() if region in _OUTSIDE and size > total / 2)


def has_article(shapes: Sequence[Shape]) -> bool:
    """Does the page mark its article, with prose in it?"""
    inside = sum(s.size for s in shapes if s.is_sentence and s.hint is not None and s.hint.region in ("article", "main"))
    whole = sum(s.size for s in shapes if s.is_sentence)
    return whole > 0 and inside > whole / 2


def is_standfirst(shape: Shape, title: Shape) -> bool:
    """Could the line right below the title, in the same region, be its second line by its markup?"""
    hint = shape.hint
    if hint is None or title.hint is None or title.hint.tag != "h1" or hint.region != title.hint.region:
        return False
    if hint.link_share > 0.2 or hint.region in _OUTSIDE or shape.n_words < 4:
        return False
    return hint.tag in ("h2", "h3", "h4") or (hint.tag in ("p", "div") and shape.size >= _STANDFIRST)


def lean(hint: LineHint | None, is_marked: bool, is_inside: bool) -> float:
    """What the markup adds to the log-odds of a line that it does not settle."""
    if hint is None:
        return 0.0
    # Markup that could have told an article line apart and did not is a little evidence against it.
    value = -0.7 - 2.0 * hint.link_share
    if is_marked:
        value += 0.5 if hint.region in ("article", "main") else -2.0
    if hint.tag in _HEADINGS and is_inside:
        value += 1.5
    elif hint.tag in ("p", "blockquote"):
        value += 0.8
    elif hint.tag in ("li", "td", "div", "span", "button", "label"):
        value -= 0.3
    return value
