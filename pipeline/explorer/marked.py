"""A line of an article as HTML: segments with the classes of their layers, names as links, numbers that lead to the lists beside. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from pipeline.explorer.outside import visible
from pipeline.explorer.spans import Segment, Span

_NUMBERED = {"quote": "quote", "event": "event report"}
_UNNAMED = frozenset({"mark"})  # layers that say nothing to the mouse
_TITLE = 400


def line_html(text: str, segments: Sequence[Segment], behind: int) -> Markup:
    """The line. `text` is the whole article, `behind` the offset behind the line's last character: a span that goes on beyond it (a quote
    of several lines) gets its number where it ends. No white space is added, so that what is copied is what stands in the text."""
    return Markup("").join(_segment(text, segment, behind) for segment in segments)


def between_marks(text: str) -> Markup:
    """A passage of an audit's sheet, whose words stand between ⟦ and ⟧ (pipeline/audit/sheets.py)."""
    before, _, rest = text.partition("⟦")
    words, _, behind = rest.rpartition("⟧")
    return Markup('<span class="gap">{}</span><mark>{}</mark><span class="gap">{}</span>').format(
        visible(before), visible(words), visible(behind)
    )


def _segment(text: str, segment: Segment, behind: int) -> Markup:
    words = visible(text[segment.start : segment.end])
    ends = Markup("").join(_number(span) for span in segment.closes if span.layer in _NUMBERED and span.end <= behind)
    if not segment.spans:
        return words
    is_marked = "mark" in segment.layers
    classes = " ".join(f"l-{layer}" for layer in segment.layers)
    anchor = Markup(' id="c{}"').format(segment.start) if segment.opens else Markup("")
    told = " | ".join(dict.fromkeys(span.title for span in reversed(segment.spans) if span.title and span.layer not in _UNNAMED))
    title = Markup(' title="{}"').format(_plain(told[:_TITLE])) if told else Markup("")
    href = next((span.href for span in segment.spans if span.href), "")
    element = Markup("mark") if is_marked else Markup("span")
    inner = Markup('<a href="{}">{}</a>').format(href, words) if href else words
    return Markup('<{0} class="{1}"{2}{3}>{4}</{0}>{5}').format(element, classes, anchor, title, inner, ends)


def _number(span: Span) -> Markup:
    what, number = _NUMBERED[span.layer], span.key[1:]
    return Markup('<a class="ref ref-{}" href="#{}" aria-label="{} {}" dir="ltr">{}</a>').format(span.layer, span.key, what, number, number)


def _plain(text: str) -> Markup:
    """For an attribute: what would turn the direction or is a control character is left out."""
    return escape("".join(c if c.isprintable() or c == " " else "" for c in text))
