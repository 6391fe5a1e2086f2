# ruff: noqa: E501 — a page a line
"""The guard: what breaks a parser is mended without loss of text, what cannot be is told of, ordinary pages are left alone."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.ingest import guard
from pipeline.ingest.flatten import MAX_DEPTH, flatten, nesting, tokens
from pipeline.ingest.guard import mended, n_letters, read_guarded, visible_text
from pipeline.ingest.origin import Limits
from pipeline.ingest.pages import PageRequest, read_page
from pipeline.ingest.rejections import IngestError

MOST = Limits().max_elements
TEXT = "<p>The lighthouse of Skagen goes dark for repairs, its keeper Mette Lund said on Friday.</p>"
ORDINARY = (
    "<!DOCTYPE html><html><head><title>Skagen</title><style>p{}</style></head><body><nav><ul><li><a href=/>Home</a><li>World</ul></nav>"
    f"<!-- an <b> aside --><main><h1>Skagen</h1>{TEXT}<br><img src=x><script>if (a < b) document.write('</p><div>')</script></main></body></html>"
)


def lines(markup: str) -> list[str]:
    return list(read_guarded(PageRequest(markup, "a.html")).lines)


def test_an_ordinary_page_is_left_alone() -> None:
    assert mended(ORDINARY, "a.html", MOST) is ORDINARY
    assert flatten(ORDINARY) is ORDINARY
    assert read_guarded(PageRequest(ORDINARY, "a.html")) == read_page(PageRequest(ORDINARY, "a.html"))


def test_tokens_pass_over_what_is_no_markup() -> None:
    markup = '<!-- <i> --><A href="a>b" title=\'<u>\'>x</a ><br/><script>"<b>"</script><? php ?><p class=x>5 < 6</p>'
    found = [(token.name, token.is_end, token.is_empty, markup[token.start : token.end]) for token in tokens(markup)]
    assert found == [
        ("a", False, False, '<A href="a>b" title=\'<u>\'>'), ("a", True, False, "</a >"), ("br", False, True, "<br/>"),
        ("script", False, False, "<script>"), ("script", True, False, "</script>"), ("p", False, False, "<p class=x>"), ("p", True, False, "</p>"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "depth"),
    [
        ("<div><p>a<p>b<p>c</div>", 2),
        ("<ul><li>a<li>b<li>c</ul>", 2),
        ("<table><tr><td>a<td>b<tr><td>c</table>", 3),
        ("<div><br><img><hr><input></div>", 1),
        ("<p>a<div>b</div>", 1),
        ("<div></span></b></div><div></div>", 1),
        ("<a><b><i>", 3),
        ("</div>" * 50, 0),
    ],
)
def test_depth_is_counted_as_a_parser_would(markup: str, depth: int) -> None:
    assert nesting(markup)[0] == depth


@pytest.mark.parametrize("wrapper", ["div", "span", "section", "blockquote", "font", "custom-element"])
@pytest.mark.parametrize("n", [MAX_DEPTH - 50, 1_000, 20_000])
@pytest.mark.parametrize("closed", [True, False])
def test_the_article_inside_a_heap_of_wrappers_keeps_its_own_markup(wrapper: str, n: int, closed: bool) -> None:
    article = f"<article><h1>Skagen</h1>{TEXT}<ul><li>One</li><li>Two</li></ul></article>"
    markup = f"<body><p>above</p>{f'<{wrapper} class=x>' * n}{article}{f'</{wrapper}>' * n if closed else ''}<p>below</p>"
    flat = mended(markup, "a.html", MOST)
    assert nesting(flat)[0] <= MAX_DEPTH
    reading = read_guarded(PageRequest(markup, "a.html"))
    assert reading.lines == ("above", "Skagen", TEXT[3:-4], "One", "Two", "below")
    assert [hint.tag for hint in reading.hints[1:5]] == ["h1", "p", "li", "li"]
    assert reading.hints[2].region == "article"


def test_text_between_deep_wrappers_is_kept_in_lines_of_its_own() -> None:
    markup = "".join(f"<div>level {n}" for n in range(3_000)) + "</div>" * 3_000
    assert lines(markup) == [f"level {n}" for n in range(3_000)]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (f"{TEXT}<!-- one comment without an end {TEXT}", [TEXT[3:-4], "one comment without an end", TEXT[3:-4]]),
        ("<!-- a " * 5_000 + TEXT, ["a", TEXT[3:-4]]),
        ("<!-- closed --><p>a</p><!-- closed -->", ["a"]),
        (f"<div {' '.join(f'a{n}=1' for n in range(30_000))}>{TEXT}</div>", [TEXT[3:-4]]),
        (f"<div {' '.join(f'a{n}' for n in range(30_000))}>{TEXT}</div>", [TEXT[3:-4]]),
        (f"<img src='data:image/png;base64,{'A' * 500_000}'>{TEXT}", [TEXT[3:-4]]),
    ],
)
def test_what_can_be_mended_is(markup: str, expected: list[str]) -> None:
    assert lines(markup) == expected


def test_one_long_value_of_an_attribute_stays() -> None:
    markup = f"<article data-x='{'= ' * 30_000}' itemprop=articleBody>{TEXT}</article>"
    assert mended(markup, "a.html", MOST) is markup


def test_many_elements_are_an_error_that_says_how_many() -> None:
    with pytest.raises(IngestError) as caught:
        mended("<i></i>" * 101, "wire/a.html", 100)
    assert caught.value.code == "too_complex"
    assert "wire/a.html" in caught.value.message
    assert "101 elements; 100 are read" in caught.value.message
    assert "max_page_elements" in caught.value.hint


def test_text_that_the_parser_swallows_is_an_error() -> None:
    with pytest.raises(IngestError) as caught:
        read_guarded(PageRequest(f"<p>seen</p><script>{TEXT * 5}", "wire/a.html"))
    assert caught.value.code == "lost_in_parsing"


def test_a_value_too_long_for_the_parser_costs_no_text() -> None:
    markup = f"<p>seen</p><img src='data:image/png;base64,{'A' * 10_100_000}'>{TEXT * 5}"
    assert read_page(PageRequest(markup, "a.html", reading="fast")).lines == ("seen",)
    assert lines(markup) == ["seen", *[TEXT[3:-4]] * 5]


def test_text_behind_the_end_of_the_page_is_read() -> None:
    assert lines(f"<html><body><p>seen</p></body></html>{TEXT}") == ["seen", TEXT[3:-4]]


def test_the_source_s_selectors_may_leave_out_what_they_like() -> None:
    request = PageRequest(f"<p>seen</p><div id=x>{TEXT * 9}</div>", "a.html", drop=("#x",))
    assert read_guarded(request).lines == ("seen",)
    assert len(read_guarded(replace(request, drop=())).lines) == 10


def test_visible_text_leaves_out_what_no_browser_shows() -> None:
    markup = "<p>a<script>no</script>b<!-- no --><style>no</style><noscript>no</noscript><svg>no</svg><SELECT>no</SELECT>c &amp; d</p>"
    assert visible_text(markup).split() == ["a", "b", "c", "&amp;", "d"]


PIECES = st.sampled_from(
    ["<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<li>", "<td>", "</table>", "<br>", "<!--", "-->", "<!", "<script>", "</script>", '<a href="',
     "'", '"', ">", "<", "/>", "=", " ", "word ", "é", "<svg>", "</svg>", "&amp;", "<title>", "\x00", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=80).map("".join))
@example("<!-->a-->")
@example('<a b="<c d="')
def test_any_markup_comes_through(markup: str) -> None:
    found = list(tokens(markup))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(markup[token.start] == "<" and token.start < token.end <= len(markup) for token in found)
    assert nesting(markup)[0] <= len(found)
    assert flatten(markup) is markup
    assert n_letters(visible_text(markup)) <= len(markup)
    mended(markup, "a.html", MOST)


@given(st.lists(st.sampled_from(["<div>", "<p>", "</div>", "<i>", "</i>", "one ", "two ", "<ul><li>"]), max_size=30).map("".join))
def test_flattening_keeps_the_words_in_their_order(inner: str) -> None:
    markup = "<div>" * 400 + inner + "<p>end"
    flat = flatten(markup)
    assert nesting(flat)[0] <= MAX_DEPTH
    assert visible_text(flat).split() == visible_text(markup).split()


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<b>", "<div></span>", "<!-- ", "<!-- --", "<!", "<a b='", '<a b="c', "<a b=\"c'", "<script>", "<svg>", "<title>", "</p>", "<", "<a ",
     "<![CDATA[", "<p><font>", "<table><tr><td>", "&#", "<a b=c ", "<meta og:type ", "<body class="],
)  # fmt: skip
def test_time_grows_as_the_page_does(piece: str) -> None:
    def seconds(n: int) -> float:
        markup = piece * (n // len(piece))
        began = time.process_time()
        try:
            visible_text(mended(markup, "a.html", MOST))
            guard.kinds_of(markup)
        except IngestError:
            pass
        return time.process_time() - began

    seconds(20_000)
    # Sixteen times the text: a square would take 256 times as long.
    assert seconds(640_000) < 60 * max(seconds(40_000), 0.002)
